package dev.gregor.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Values out of Avro data and into them. */
final class AvroValues {
    private AvroValues() {}

    static Value toValue(@Nullable Object datum) {
        if (datum == null) {
            return Value.Null.NULL;
        } else if (datum instanceof Boolean bool) {
            return new Value.Bool(bool);
        } else if (datum instanceof Number number) {
            return new Value.Num(number.toString());
        } else if (datum instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return new Value.Bytes(bytes);
        } else if (datum instanceof GenericFixed fixed) {
            return new Value.Bytes(fixed.bytes());
        } else if (datum instanceof List<?> list) {
            return new Value.Items(list.stream()
                    .filter(item -> item != AvroField.REMOVED)
                    .map(AvroValues::toValue)
                    .toList());
        } else if (datum instanceof Map<?, ?> map) {
            Map<String, Value> fields = new LinkedHashMap<>();
            map.forEach((key, value) -> fields.put(String.valueOf(key), toValue(value)));
            return new Value.Fields(fields);
        } else if (datum instanceof IndexedRecord record) {
            return fields(record);
        }
        // Text and enum symbols
        return new Value.Text(datum.toString());
    }

    private static Value fields(IndexedRecord record) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object datum = record.get(field.pos());
            if (datum != AvroField.REMOVED) {
                fields.put(field.name(), toValue(datum));
            }
        }
        return new Value.Fields(fields);
    }

    /** Whether the type can hold the value as it is. */
    static boolean fits(Value value, Schema type) {
        return switch (type.getType()) {
            case UNION -> type.getTypes().stream().anyMatch(branch -> fits(value, branch));
            case NULL -> value instanceof Value.Null;
            case BOOLEAN -> value instanceof Value.Bool;
            case INT -> value instanceof Value.Num num && isInt(num);
            case LONG -> value instanceof Value.Num num && num.isLong();
            case FLOAT, DOUBLE -> value instanceof Value.Num;
            case STRING -> value instanceof Value.Text;
            case ENUM -> value instanceof Value.Text text && type.hasEnumSymbol(text.value());
            case BYTES -> value instanceof Value.Bytes;
            case FIXED -> value instanceof Value.Bytes bytes && bytes.value().length == type.getFixedSize();
            case ARRAY ->
                value instanceof Value.Items items
                        && items.values().stream().allMatch(item -> fits(item, type.getElementType()));
            case MAP ->
                value instanceof Value.Fields fields
                        && fields.values().values().stream().allMatch(item -> fits(item, type.getValueType()));
            case RECORD ->
                value instanceof Value.Fields fields
                        && fields.values().size() == type.getFields().size()
                        && type.getFields().stream()
                                .allMatch(field -> fields.values().containsKey(field.name())
                                        && fits(fields.values().get(field.name()), field.schema()));
        };
    }

    private static boolean isInt(Value.Num num) {
        if (!num.isLong()) {
            return false;
        }
        long value = Long.parseLong(num.lexeme());
        return value == (int) value;
    }

    /** The datum of a value that {@link #fits} the type. */
    static @Nullable Object toDatum(Value value, Schema type) {
        return switch (type.getType()) {
            case UNION -> toDatum(value, branchFor(value, type));
            case NULL -> null;
            case BOOLEAN -> ((Value.Bool) value).value();
            case INT -> Integer.valueOf(((Value.Num) value).lexeme());
            case LONG -> Long.valueOf(((Value.Num) value).lexeme());
            case FLOAT -> Float.valueOf(((Value.Num) value).lexeme());
            case DOUBLE -> ((Value.Num) value).toDouble();
            case STRING -> ((Value.Text) value).value();
            case ENUM -> new GenericData.EnumSymbol(type, ((Value.Text) value).value());
            case BYTES -> ByteBuffer.wrap(((Value.Bytes) value).value());
            case FIXED -> new GenericData.Fixed(type, ((Value.Bytes) value).value());
            case ARRAY -> list((Value.Items) value, type);
            case MAP -> map((Value.Fields) value, type);
            case RECORD -> record((Value.Fields) value, type);
        };
    }

    private static Schema branchFor(Value value, Schema union) {
        return union.getTypes().stream()
                .filter(branch -> fits(value, branch))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no branch of " + union + " holds " + value));
    }

    private static List<@Nullable Object> list(Value.Items items, Schema type) {
        List<@Nullable Object> list = new ArrayList<>();
        items.values().forEach(item -> list.add(toDatum(item, type.getElementType())));
        return list;
    }

    private static Map<String, @Nullable Object> map(Value.Fields fields, Schema type) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        fields.values().forEach((name, item) -> map.put(name, toDatum(item, type.getValueType())));
        return map;
    }

    private static GenericData.Record record(Value.Fields fields, Schema type) {
        GenericData.Record record = new GenericData.Record(type);
        for (Schema.Field field : type.getFields()) {
            Value value = fields.values().getOrDefault(field.name(), Value.Null.NULL);
            record.put(field.pos(), toDatum(value, field.schema()));
        }
        return record;
    }
}
