package dev.gregor.throughput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What one would write without Gregor, on the DSL: decode every record, drop a field of some, encode every record. If it is asked to, it keeps
 * the same ledger: an event for each hit, with the same members.
 */
final class HandWritten {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIELD = "distance";

    private HandWritten() {}

    /** A record that has been through the fault, and the event of the ledger; null if it was not hit. */
    private record Treated<V>(V value, byte @Nullable [] event) {}

    public static void main(String[] arguments) throws IOException {
        Job job = Job.parse(arguments[0]);
        StreamsBuilder builder = new StreamsBuilder();
        if (job.format().equals(Flights.AVRO)) {
            build(builder, job, new AvroFlights());
        } else {
            build(builder, job, new JsonFlights());
        }
        PeerStreams.run(job, builder.build());
    }

    /** A format, as far as the application needs it. */
    private interface Format<V> {
        Serde<V> serde();

        int distance(V value);

        /** Takes the field out, and gives the value without it. */
        V drop(V value);
    }

    private static <V> void build(StreamsBuilder builder, Job job, Format<V> format) {
        KStream<byte[], V> flights = builder.stream(job.input(), Consumed.with(Serdes.ByteArray(), format.serde()));
        if (job.ledger().isEmpty()) {
            flights.mapValues(flight -> isHit(job, format, flight) ? format.drop(flight) : flight)
                    .to(job.output(), Produced.with(Serdes.ByteArray(), format.serde()));
            return;
        }
        KStream<byte[], Treated<V>> treated = flights.processValues(() -> new Treating<>(job, format));
        treated.mapValues(Treated::value).to(job.output(), Produced.with(Serdes.ByteArray(), format.serde()));
        treated.filter((key, each) -> each.event() != null)
                .mapValues(Treated::event)
                .to(job.ledger(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    }

    private static <V> boolean isHit(Job job, Format<V> format, V flight) {
        return job.where()
                ? format.distance(flight) >= Flights.LONG_DISTANCE
                : ThreadLocalRandom.current().nextDouble() < job.fraction();
    }

    private static final class Treating<V> extends ContextualFixedKeyProcessor<byte[], V, Treated<V>> {
        private final Job job;
        private final Format<V> format;

        Treating(Job job, Format<V> format) {
            this.job = job;
            this.format = format;
        }

        @Override
        public void process(FixedKeyRecord<byte[], V> record) {
            V flight = record.value();
            if (!isHit(job, format, flight)) {
                context().forward(record.withValue(new Treated<>(flight, null)));
                return;
            }
            byte[] event = event(format.distance(flight), record.timestamp());
            context().forward(record.withValue(new Treated<>(format.drop(flight), event)));
        }

        private byte[] event(int before, long timestamp) {
            RecordMetadata at = context().recordMetadata().orElseThrow();
            ObjectNode event = JSON.createObjectNode();
            event.put("version", 1);
            event.put("type", "fault");
            event.put("experiment", "measured");
            event.put("revision", "4cc4629f7d4d");
            event.put("id", at.topic() + "-" + at.partition() + "@" + at.offset());
            event.put("mode", "live");
            event.put("fault", "drop-field");
            event.putArray("fields").add(FIELD);
            event.putObject("before").put(FIELD, before);
            event.putObject("after");
            event.put("timestamp", timestamp);
            return written(event);
        }
    }

    private static byte[] written(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class JsonFlights implements Format<JsonNode> {
        @Override
        public Serde<JsonNode> serde() {
            return Serdes.serdeFrom((topic, node) -> written(node), (topic, bytes) -> {
                try {
                    return JSON.readTree(bytes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        @Override
        public int distance(JsonNode flight) {
            return flight.path(FIELD).asInt();
        }

        @Override
        public JsonNode drop(JsonNode flight) {
            ((ObjectNode) flight).remove(FIELD);
            return flight;
        }
    }

    /** Reader, writers and decoder are kept, as one who cares for speed would have it. */
    private static final class AvroFlights implements Format<GenericRecord> {
        private static final int HEADER = 5;
        private static final int WITHOUT_ID = 2;
        private static final ThreadLocal<@Nullable BinaryDecoder> DECODERS = new ThreadLocal<>();
        private static final Schema WITHOUT = Schema.createRecord(
                "Flight",
                null,
                null,
                false,
                Flights.SCHEMA.getFields().stream()
                        .filter(field -> !field.name().equals(FIELD))
                        .map(field -> new Schema.Field(field.name(), field.schema()))
                        .toList());

        @Override
        public Serde<GenericRecord> serde() {
            GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(Flights.SCHEMA);
            GenericDatumWriter<GenericRecord> whole = new GenericDatumWriter<>(Flights.SCHEMA);
            GenericDatumWriter<GenericRecord> without = new GenericDatumWriter<>(WITHOUT);
            return Serdes.serdeFrom(
                    (topic, flight) -> {
                        boolean isWhole = flight.getSchema().getField(FIELD) != null;
                        return written(flight, isWhole ? whole : without, isWhole);
                    },
                    (topic, bytes) -> {
                        try {
                            BinaryDecoder decoder = DecoderFactory.get()
                                    .binaryDecoder(bytes, HEADER, bytes.length - HEADER, DECODERS.get());
                            DECODERS.set(decoder);
                            return reader.read(null, decoder);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }

        private static byte[] written(GenericRecord flight, GenericDatumWriter<GenericRecord> writer, boolean isWhole) {
            try {
                ByteArrayOutputStream out = new ByteArrayOutputStream(128);
                out.write(0);
                out.write(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(isWhole ? Flights.SCHEMA_ID : WITHOUT_ID)
                        .array());
                BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
                writer.write(flight, encoder);
                encoder.flush();
                return out.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int distance(GenericRecord flight) {
            return (Integer) flight.get(FIELD);
        }

        @Override
        public GenericRecord drop(GenericRecord flight) {
            GenericRecord dropped = new GenericData.Record(WITHOUT);
            WITHOUT.getFields().forEach(field -> dropped.put(field.pos(), flight.get(field.name())));
            return dropped;
        }
    }
}
