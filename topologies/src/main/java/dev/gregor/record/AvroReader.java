package dev.gregor.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads one Avro value that may be hostile. Avro itself refuses lengths beyond the end of the bytes; this reader also bounds
 * what a few bytes can blow up: the nesting of recursive types, and items that take no bytes at all. Maps keep their order.
 *
 * <p>A value is read with the schema that it was written with, so nothing has to be resolved between two schemas, which is
 * most of what Avro's own reader does.
 */
final class AvroReader {
    private static final int DEEPEST = 500;
    private static final int FREE_ITEMS = 100_000;

    /** Room for the items of an array before they are read: their number stands in the bytes, and may be a lie. */
    private static final int FIRST_ROOM = 64;

    private final BinaryDecoder in;
    private int depth;
    private int itemsLeft;

    private AvroReader(byte[] bytes, int from) {
        in = DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
        itemsLeft = bytes.length + FREE_ITEMS;
    }

    /**
     * The datum that stands in the bytes from a place on, to their end.
     *
     * @throws Skipped with {@link SkipReason#UNDECODABLE} if it is not of the schema, or something stands behind it
     */
    static @Nullable Object read(byte[] bytes, int from, Schema schema) throws Skipped {
        try {
            AvroReader reader = new AvroReader(bytes, from);
            Object datum = reader.datum(schema);
            if (!reader.in.isEnd()) {
                throw new Skipped(SkipReason.UNDECODABLE, "bytes behind the end of the Avro value");
            }
            return datum;
        } catch (IOException | RuntimeException e) {
            // Avro reports damaged input by many exception types, index and size errors among them.
            throw new Skipped(SkipReason.UNDECODABLE, "not an Avro value of its schema: " + e.getMessage());
        }
    }

    private @Nullable Object datum(Schema schema) throws IOException {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> datum(schema.getTypes().get(in.readIndex()));
            case ARRAY -> array(schema.getElementType());
            case MAP -> map(schema);
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(in.readEnum()));
            case FIXED -> fixed(schema);
            case STRING -> text(schema);
            case BYTES -> in.readBytes(null);
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case BOOLEAN -> in.readBoolean();
            case NULL -> null;
        };
    }

    private OpenRecord record(Schema schema) throws IOException {
        if (++depth > DEEPEST) {
            throw new AvroRuntimeException("records are nested more than " + DEEPEST + " levels deep");
        }
        OpenRecord record = new OpenRecord(schema);
        List<Schema.Field> fields = schema.getFields();
        for (int i = 0; i < fields.size(); i++) {
            record.put(i, datum(fields.get(i).schema()));
        }
        depth--;
        return record;
    }

    /** Not one of Avro's own arrays: those of numbers take no item of another type. */
    private List<@Nullable Object> array(Schema element) throws IOException {
        long count = in.readArrayStart();
        List<@Nullable Object> items = new ArrayList<>((int) Math.min(count, FIRST_ROOM));
        for (; count > 0; count = in.arrayNext()) {
            if (count > itemsLeft) {
                throw new AvroRuntimeException("an array has far more items than the value has bytes");
            }
            itemsLeft -= (int) count;
            for (long i = 0; i < count; i++) {
                items.add(datum(element));
            }
        }
        return items;
    }

    private Map<Object, @Nullable Object> map(Schema schema) throws IOException {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (long count = in.readMapStart(); count > 0; count = in.mapNext()) {
            for (long i = 0; i < count; i++) {
                Object key = text(schema);
                map.put(key, datum(schema.getValueType()));
            }
        }
        return map;
    }

    private GenericData.Fixed fixed(Schema schema) throws IOException {
        GenericData.Fixed fixed = new GenericData.Fixed(schema);
        in.readFixed(fixed.bytes(), 0, schema.getFixedSize());
        return fixed;
    }

    /** Bytes of text that were never made characters, so that they can be written again as they are; unless the schema says so. */
    private CharSequence text(Schema schema) throws IOException {
        String kind = schema.getProp(GenericData.STRING_PROP);
        boolean isString = kind != null && GenericData.StringType.valueOf(kind) == GenericData.StringType.String;
        return isString ? in.readString() : in.readString(null);
    }
}
