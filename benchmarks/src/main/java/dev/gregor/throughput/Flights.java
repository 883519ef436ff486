package dev.gregor.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gregor.harness.Writer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The input of all cases: flights like those of the demo, drawn with a fixed seed, as JSON of some 110 bytes or the same as Avro. */
final class Flights {
    static final String JSON = "json";
    static final String AVRO = "avro";

    /** JSON of some 270 bytes, with all that the examples of the catalogue's faults act on, a header too. */
    static final String WIDE = "wide";

    static final int SCHEMA_ID = 1;

    /** One flight in a hundred is as long as this, or longer: what the cases with a condition choose. */
    static final int LONG_DISTANCE = 2_970;

    static final Schema SCHEMA = SchemaBuilder.record("Flight")
            .fields()
            .requiredString("flight")
            .requiredString("date")
            .requiredInt("delay")
            .name("distance")
            .type()
            .unionOf()
            .nullType()
            .and()
            .intType()
            .endUnion()
            .nullDefault()
            .requiredString("origin")
            .requiredString("destination")
            .endRecord();

    private static final int NEAREST = 0;
    private static final int FARTHEST = 3_000;
    private static final List<String> AIRPORTS =
            List.of("ATL", "BOS", "DEN", "DTW", "HNL", "JFK", "LAS", "LAX", "MSP", "ORD", "PDX", "SFO");
    private static final int DIFFERENT = 10_000;

    private static final String MORE = ",\"city\":\"Málaga\",\"airline\":\"%s\",\"late\":%s,\"probability\":0.73215896,"
            + "\"late_probability\":0.41,\"version\":\"v1\",\"unit\":\"mi\"}";
    private static final List<Header> HEADERS = List.of(new RecordHeader("model-version", "v5".getBytes(UTF_8)));

    private final boolean isWide;
    private final byte[][] keys = new byte[DIFFERENT][];
    private final byte[][] values = new byte[DIFFERENT][];

    /** @param format {@link #JSON}, {@link #AVRO} or {@link #WIDE} */
    Flights(String format) {
        isWide = format.equals(WIDE);
        SplittableRandom random = new SplittableRandom(2001);
        for (int i = 0; i < DIFFERENT; i++) {
            String flight = "WN" + (1_000 + random.nextInt(9_000));
            String date = "2001/%02d/%02d %02d:%02d"
                    .formatted(1 + random.nextInt(12), 1 + random.nextInt(28), random.nextInt(24), random.nextInt(60));
            int delay = random.nextInt(-30, 120);
            int distance = random.nextInt(NEAREST, FARTHEST);
            String origin = AIRPORTS.get(random.nextInt(AIRPORTS.size()));
            String destination = AIRPORTS.get(random.nextInt(AIRPORTS.size()));
            keys[i] = flight.getBytes(UTF_8);
            String json =
                    "{\"flight\":\"" + flight + "\",\"date\":\"" + date + "\",\"delay\":" + delay + ",\"distance\":"
                            + distance + ",\"origin\":\"" + origin + "\",\"destination\":\"" + destination + "\"";
            String whole = isWide ? json + MORE.formatted(flight.substring(2, 4), delay > 15) : json + "}";
            values[i] = format.equals(AVRO)
                    ? avro(flight, date, delay, distance, origin, destination)
                    : whole.getBytes(UTF_8);
        }
    }

    byte[] key(int number) {
        return keys[number % DIFFERENT];
    }

    byte[] value(int number) {
        return values[number % DIFFERENT];
    }

    /**
     * Writes so many flights to a topic and returns when the broker has them.
     *
     * @throws IllegalStateException if one could not be written
     */
    void write(String bootstrapServers, String topic, int count) {
        try (Writer writer = new Writer(bootstrapServers, Map.of("linger.ms", 20, "batch.size", 131_072))) {
            for (int i = 0; i < count; i++) {
                writer.send(record(topic, i));
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record(String topic, int number) {
        return new ProducerRecord<>(topic, null, null, key(number), value(number), isWide ? HEADERS : List.of());
    }

    private static byte[] avro(String flight, String date, int delay, int distance, String origin, String destination) {
        GenericRecord record = new GenericData.Record(SCHEMA);
        record.put("flight", flight);
        record.put("date", date);
        record.put("delay", delay);
        record.put("distance", distance);
        record.put("origin", origin);
        record.put("destination", destination);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(0);
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(SCHEMA_ID).array());
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("A flight can always be written", e);
        }
    }
}
