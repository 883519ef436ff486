package dev.gregor.record;

import dev.gregor.config.FieldPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Decode, change one field, encode: Avro in Confluent's wire format, and with Avro's own reader and writer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AvroBenchmark {
    private static final int HEADER = 5;

    private final Schema schema = SchemaBuilder.record("Flight")
            .fields()
            .requiredString("date")
            .optionalInt("distance")
            .requiredString("origin")
            .requiredString("destination")
            .requiredInt("delay")
            .endRecord();
    private final byte[] flight = sampleBytes();
    private final AvroCodec codec = new AvroCodec(new OneSchema(schema), "flights.features.canary-value");
    private final FieldPath distance = new FieldPath("distance");
    private final List<String> delay = List.of("delay");
    private final GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);

    private final Schema withoutDistance = SchemaBuilder.record("Flight")
            .fields()
            .requiredString("date")
            .requiredString("origin")
            .requiredString("destination")
            .requiredInt("delay")
            .endRecord();
    private final GenericDatumReader<GenericRecord> readerWithoutDistance =
            new GenericDatumReader<>(schema, withoutDistance);

    private final Schema withTextDistance = SchemaBuilder.record("Flight")
            .fields()
            .requiredString("date")
            .optionalString("distance")
            .requiredString("origin")
            .requiredString("destination")
            .requiredInt("delay")
            .endRecord();

    @Benchmark
    public byte[] nullField() throws Skipped {
        Document document = codec.decode(flight);
        document.fields(distance).get(0).set(Value.Null.NULL);
        return codec.encode(document);
    }

    /** With a derived schema, which was registered once. */
    @Benchmark
    public byte[] dropField() throws Skipped {
        Document document = codec.decode(flight);
        document.fields(distance).get(0).remove();
        return codec.encode(document);
    }

    /** With a derived schema too. */
    @Benchmark
    public byte[] changeType() throws Skipped {
        Document document = codec.decode(flight);
        Field field = document.fields(distance).get(0);
        field.set(new Value.Text(((Value.Num) field.value()).lexeme()));
        return codec.encode(document);
    }

    /** What a condition costs that looks at one field and refuses the record. */
    @Benchmark
    public @Nullable Value member() throws Skipped {
        return codec.decode(flight).member(delay);
    }

    @Benchmark
    public byte[] nullFieldWithAvroAlone() throws IOException {
        GenericRecord read = read(reader);
        read.put("distance", null);
        return write(1, schema, read);
    }

    /** Avro leaves the field out while it reads, where it is told the schema beforehand. */
    @Benchmark
    public byte[] dropFieldWithAvroAlone() throws IOException {
        return write(2, withoutDistance, read(readerWithoutDistance));
    }

    /** Each field is taken over into a record of a schema that was made beforehand. */
    @Benchmark
    public byte[] changeTypeWithAvroAlone() throws IOException {
        GenericRecord read = read(reader);
        GenericRecord changed = new GenericData.Record(withTextDistance);
        for (Schema.Field field : schema.getFields()) {
            changed.put(field.pos(), read.get(field.pos()));
        }
        changed.put("distance", read.get("distance").toString());
        return write(2, withTextDistance, changed);
    }

    @Benchmark
    public Object memberWithAvroAlone() throws IOException {
        return read(reader).get("delay");
    }

    private GenericRecord read(GenericDatumReader<GenericRecord> by) throws IOException {
        return by.read(null, DecoderFactory.get().binaryDecoder(flight, HEADER, flight.length - HEADER, null));
    }

    private GenericRecord sample() {
        GenericRecord sample = new GenericData.Record(schema);
        sample.put("date", "2001/01/01 11:10");
        sample.put("distance", 1846);
        sample.put("origin", "SFO");
        sample.put("destination", "ORD");
        sample.put("delay", -1);
        return sample;
    }

    private byte[] sampleBytes() {
        try {
            return write(1, schema, sample());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] write(int id, Schema schema, GenericRecord datum) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.write(0);
        out.write(ByteBuffer.allocate(4).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(datum, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** A registry that knows one schema, and takes any. */
    private record OneSchema(Schema schema) implements Schemas {
        @Override
        public Schema byId(int id) {
            return schema;
        }

        @Override
        public int register(String subject, Schema derived) {
            return 2;
        }
    }
}
