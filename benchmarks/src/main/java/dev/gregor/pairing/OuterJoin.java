package dev.gregor.pairing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.record.GregorHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The outer join of the DSL with its own stores, as fast as one can have it without leaving the DSL: what is joined and kept is ten bytes and not the
 * JSON, and the sums stay in the task behind a cache in place of being grouped, which would send each pair through another topic.
 */
final class OuterJoin {
    static final String TREATED = "treated";
    static final String UNTREATED = "untreated";
    static final String ALONE = "alone";

    private static final Duration APART = Duration.ofSeconds(5);
    /** As long as Gregor waits by default: after a repartition topic the outputs of a pair come far apart. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final Duration SAY_EVERY = Duration.ofMillis(250);
    private static final String SUMS = "sums";
    private static final ObjectMapper JSON = new ObjectMapper();

    private OuterJoin() {}

    private record Output(double delay, boolean late, boolean isHit) {
        private static final Serde<Output> SERDE = Serdes.serdeFrom(
                (topic, output) -> output == null
                        ? null
                        : ByteBuffer.allocate(Double.BYTES + 2)
                                .putDouble(output.delay)
                                .put((byte) (output.late ? 1 : 0))
                                .put((byte) (output.isHit ? 1 : 0))
                                .array(),
                (topic, bytes) -> {
                    if (bytes == null) {
                        return null;
                    }
                    ByteBuffer in = ByteBuffer.wrap(bytes);
                    return new Output(in.getDouble(), in.get() == 1, in.get() == 1);
                });
    }

    private record Pair(String kind, double distance, boolean isFlip) {
        static Pair of(@Nullable Output control, @Nullable Output treatment) {
            if (control == null || treatment == null) {
                return new Pair(ALONE, 0, false);
            }
            return new Pair(
                    treatment.isHit ? TREATED : UNTREATED,
                    Math.abs(treatment.delay - control.delay),
                    control.late != treatment.late);
        }
    }

    private record Sum(long pairs, double distances, long flips) {
        private static final Serde<Sum> SERDE = Serdes.serdeFrom(
                (topic, sum) -> sum == null
                        ? null
                        : ByteBuffer.allocate(3 * Long.BYTES)
                                .putLong(sum.pairs)
                                .putDouble(sum.distances)
                                .putLong(sum.flips)
                                .array(),
                (topic, bytes) -> {
                    if (bytes == null) {
                        return null;
                    }
                    ByteBuffer in = ByteBuffer.wrap(bytes);
                    return new Sum(in.getLong(), in.getDouble(), in.getLong());
                });

        Sum and(Pair pair) {
            return new Sum(pairs + 1, distances + pair.distance, flips + (pair.isFlip ? 1 : 0));
        }
    }

    static Topology topology(boolean isByHeader, String sumsTopic) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(SUMS), Serdes.String(), Sum.SERDE)
                        .withCachingEnabled());
        outputs(builder, Outputs.CONTROL, isByHeader)
                .outerJoin(
                        outputs(builder, Outputs.TREATMENT, isByHeader),
                        Pair::of,
                        JoinWindows.ofTimeDifferenceAndGrace(APART, GRACE),
                        StreamJoined.with(Serdes.String(), Output.SERDE, Output.SERDE))
                .process(Summing::new, SUMS)
                .to(sumsTopic, Produced.with(Serdes.String(), Sum.SERDE));
        return builder.build();
    }

    private static KStream<String, Output> outputs(StreamsBuilder builder, String topic, boolean isByHeader) {
        KStream<String, byte[]> outputs = builder.stream(topic, Consumed.with(Serdes.String(), Serdes.ByteArray()));
        return isByHeader ? outputs.process(Reading::new) : outputs.processValues(ReadingValues::new);
    }

    private static Output read(byte[] json, @Nullable Header hitBy) {
        try {
            JsonNode output = JSON.readTree(json);
            return new Output(
                    output.required("delay").doubleValue(),
                    output.required("late").booleanValue(),
                    hitBy != null);
        } catch (IOException e) {
            throw new UncheckedIOException("An output is no JSON", e);
        }
    }

    /** Reads an output, and makes its pair id its key: only a processor sees headers. */
    private static final class Reading extends ContextualProcessor<String, byte[], String, Output> {
        @Override
        public void process(Record<String, byte[]> record) {
            String id = new String(record.headers().lastHeader(GregorHeaders.ID).value(), UTF_8);
            Output output = read(record.value(), record.headers().lastHeader(GregorHeaders.EXPERIMENT));
            context().forward(record.withKey(id).withValue(output));
        }
    }

    /** Reads an output under the key that it has. */
    private static final class ReadingValues extends ContextualFixedKeyProcessor<String, byte[], Output> {
        @Override
        public void process(FixedKeyRecord<String, byte[]> record) {
            context()
                    .forward(record.withValue(
                            read(record.value(), record.headers().lastHeader(GregorHeaders.EXPERIMENT))));
        }
    }

    /** Sums up what its task has joined, and says it now and then. */
    private static final class Summing extends ContextualProcessor<String, Pair, String, Sum> {
        private @Nullable KeyValueStore<String, Sum> sums;

        @Override
        public void init(ProcessorContext<String, Sum> context) {
            super.init(context);
            sums = context.getStateStore(SUMS);
            context.schedule(SAY_EVERY, PunctuationType.WALL_CLOCK_TIME, this::say);
        }

        @Override
        public void process(Record<String, Pair> record) {
            KeyValueStore<String, Sum> store = Objects.requireNonNull(sums);
            Pair pair = record.value();
            Sum before = store.get(pair.kind());
            store.put(pair.kind(), (before == null ? new Sum(0, 0, 0) : before).and(pair));
        }

        private void say(long now) {
            try (KeyValueIterator<String, Sum> all =
                    Objects.requireNonNull(sums).all()) {
                while (all.hasNext()) {
                    KeyValue<String, Sum> sum = all.next();
                    context().forward(new Record<>(sum.key + " " + context().taskId(), sum.value, now));
                }
            }
        }
    }
}
