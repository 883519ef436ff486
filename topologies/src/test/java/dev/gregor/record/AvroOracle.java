package dev.gregor.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/** Avro's own reader, with the bounds that {@link AvroReader} has: it tells what is a value and what is not. */
final class AvroOracle extends GenericDatumReader<Object> {
    private static final int DEEPEST = 500;
    private static final int FREE_ITEMS = 100_000;

    // Avro's faster reader cannot be bounded.
    private static final GenericData DATA = new GenericData() {
        @Override
        public Object newRecord(Object old, Schema schema) {
            return new OpenRecord(schema);
        }
    }.setFastReaderEnabled(false);

    private int depth;
    private int itemsLeft;

    /**
     * A reader for one value.
     *
     * @param length of the value in bytes
     */
    private AvroOracle(Schema schema, int length) {
        super(schema, schema, DATA);
        itemsLeft = length + FREE_ITEMS;
    }

    /** The datum of a value in Confluent's wire format; a damaged one gives one of many exceptions. */
    static @Nullable Object read(byte[] bytes, Schema schema) throws IOException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
        Object datum = new AvroOracle(schema, bytes.length).read(null, decoder);
        if (!decoder.isEnd()) {
            throw new IOException("bytes behind the end");
        }
        return datum;
    }

    @Override
    protected Object readRecord(Object old, Schema expected, ResolvingDecoder in) throws IOException {
        if (++depth > DEEPEST) {
            throw new AvroRuntimeException("records are nested more than " + DEEPEST + " levels deep");
        }
        Object record = super.readRecord(old, expected, in);
        depth--;
        return record;
    }

    @Override
    protected Object newArray(Object old, int size, Schema schema) {
        // Avro's own arrays of numbers take no item of another type.
        return new ArrayList<>(size);
    }

    @Override
    protected void addToArray(Object array, long position, Object item) {
        if (--itemsLeft < 0) {
            throw new AvroRuntimeException("an array has far more items than the value has bytes");
        }
        super.addToArray(array, position, item);
    }

    @Override
    protected Object newMap(Object old, int size) {
        return new LinkedHashMap<Object, Object>();
    }
}
