package dev.gregor.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** A schema registry in memory, which can also refuse, or be down; and the wire format written and read by Avro's own classes. */
public final class MemorySchemas implements Schemas {
    private final List<Schema> schemas = new ArrayList<>();
    private int registrations;
    private boolean refusing;
    private boolean down;

    @Override
    public Schema byId(int id) throws Skipped {
        if (down) {
            throw new Skipped(SkipReason.REGISTRY_UNAVAILABLE, "down");
        }
        if (id < 1 || id > schemas.size()) {
            throw new Skipped(SkipReason.UNKNOWN_SCHEMA, "no schema " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public int register(String subject, Schema schema) throws Skipped {
        registrations++;
        if (down) {
            throw new Skipped(SkipReason.REGISTRY_UNAVAILABLE, "down");
        }
        if (refusing) {
            throw new Skipped(SkipReason.INCOMPATIBLE_SCHEMA, "refused");
        }
        return add(schema);
    }

    /** Adds a schema as its producer would. */
    public int add(Schema schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    /** How often a codec asked to register something. */
    public int registrations() {
        return registrations;
    }

    public void refuse() {
        refusing = true;
    }

    public void goDown() {
        down = true;
    }

    /** The schema that a value names in its first bytes. */
    public Schema schemaOf(byte[] value) {
        return schemas.get(ByteBuffer.wrap(value).getInt(1) - 1);
    }

    /** A datum in Confluent's wire format, its schema added. */
    public byte[] write(Schema schema, @Nullable Object datum) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(
                    ByteBuffer.allocate(5).put((byte) 0).putInt(add(schema)).array());
            var encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A datum given as JSON, in Confluent's wire format. */
    public byte[] writeJson(Schema schema, String json) {
        try {
            var decoder = DecoderFactory.get().jsonDecoder(schema, json);
            return write(schema, new GenericDatumReader<>(schema).read(null, decoder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The datum of a value, read by Avro's own reader with the schema that the value names. */
    public Object read(byte[] value) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null);
            Object datum = new GenericDatumReader<>(schemaOf(value)).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new AssertionError("bytes behind the end");
            }
            return datum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
