package dev.gregor.divergence;

import dev.gregor.config.Application;
import dev.gregor.config.Format;
import dev.gregor.config.GregorConfig;
import dev.gregor.record.Codec;
import dev.gregor.store.WriteBehindStore;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;

/**
 * The divergence topology. It runs as a Kafka Streams application of its own, {@link #applicationId}, so that a
 * standstill of the measurement never stands in the way of a record.
 *
 * <pre>
 * control and treatment outputs -> read --+
 *                                         +-> (by pair id) -> pair and measure --+
 * ledger of the injection ----------------+                                      +-> (by experiment) -> merge and judge
 * counts of the injection -------------------------------------------------------+
 * </pre>
 */
public final class DivergenceTopology {
    private static final String READINGS = "readings";
    private static final String PARTIALS = "partials";

    private DivergenceTopology() {}

    /** The application id that the topology runs under beside the injection. */
    public static String applicationId(String applicationId) {
        return applicationId + "-divergence";
    }

    /** The output topics that the topology reads; without any there is nothing to measure, and nothing to build. */
    public static Set<String> outputTopics(GregorConfig config) {
        return Comparisons.of(config).topics();
    }

    /**
     * Builds the topology. Its topics are those of the configuration as it is now. Experiments, outputs and margins may change while
     * it runs; an experiment on other output topics is measured only when the topology is built again.
     *
     * @param config the configuration in force; a changed configuration is another object
     * @param codecs the codec of each format that an output may have
     * @throws IllegalArgumentException if no experiment is measured
     */
    public static Topology build(Supplier<GregorConfig> config, Function<Format, Codec> codecs) {
        Application application = config.get().application();
        CurrentComparisons current = new CurrentComparisons(config);
        Set<String> outputTopics = current.get().topics();
        if (outputTopics.isEmpty()) {
            throw new IllegalArgumentException("no experiment has a 'measure', so there is nothing to compare");
        }
        StreamsBuilder builder = new StreamsBuilder();
        addStores(builder);
        KStream<byte[], Arrival> marks = builder.stream(
                        application.ledgerTopic().value(), ledger())
                .process(() -> new ReadLedger(current), Named.as("read-ledger"));
        KStream<String, Partial> found = builder.stream(outputTopics, bytes("outputs"))
                .process(() -> new ReadOutputs(current, codecs), Named.as("read"))
                .merge(marks, Named.as("outputs-and-ledger"))
                .repartition(
                        Repartitioned.with(Serdes.ByteArray(), Arrival.SERDE).withName(READINGS))
                .process(
                        () -> new Pairing(current),
                        Named.as("pair"),
                        PairStore.NAME,
                        Pairing.TALLIES,
                        Pairing.OUTCOMES);
        KStream<String, Partial> counted = builder.stream(
                        application.countsTopic().value(), bytes("counts"))
                .process(ReadCounts::new, Named.as("read-counts"));
        KStream<String, Event> judged = found.merge(counted, Named.as("found-and-counted"))
                .repartition(Repartitioned.with(Serdes.String(), Partial.SERDE)
                        .withName(PARTIALS)
                        .withNumberOfPartitions(1))
                .process(
                        () -> new Judging(current),
                        Named.as("judge"),
                        Judging.TALLIES,
                        Judging.OUTCOMES,
                        Judging.RECORDS);
        write(judged, DivergenceEvent.class, application.divergenceTopic().value());
        write(judged, VerdictEvent.class, application.verdictsTopic().value());
        return builder.build();
    }

    private static void addStores(StreamsBuilder builder) {
        builder.addStateStore(PairStore.builder())
                .addStateStore(WriteBehindStore.builder(Pairing.TALLIES, Tallies.codec()))
                .addStateStore(WriteBehindStore.builder(Pairing.OUTCOMES, OutcomeCounts.CODEC))
                .addStateStore(WriteBehindStore.builder(Judging.TALLIES, Findings.tallyCodec()))
                .addStateStore(WriteBehindStore.builder(Judging.OUTCOMES, StateCodecs.OUTCOMES))
                .addStateStore(WriteBehindStore.builder(Judging.RECORDS, StateCodecs.RECORDS));
    }

    /** Events go to the partition that their key hashes to, so that those of one experiment stay in order. */
    private static void write(KStream<String, Event> events, Class<? extends Event> type, String topic) {
        String name = type.getSimpleName();
        events.filter((experiment, event) -> type.isInstance(event), Named.as("only-" + name))
                .mapValues(Event::toJson, Named.as("to-json-" + name))
                .to(
                        topic,
                        Produced.<String, byte[]>as("write-" + name)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.ByteArray()));
    }

    /** As outputs, but before all of them: Kafka Streams takes the record with the least timestamp first. */
    private static Consumed<byte[], byte[]> ledger() {
        return bytes("ledger").withTimestampExtractor((record, partitionTime) -> 0);
    }

    /** Everything from the beginning; a record without a valid timestamp takes that of its predecessor instead of stopping all. */
    private static Consumed<byte[], byte[]> bytes(String name) {
        return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName(name)
                .withTimestampExtractor(new UsePartitionTimeOnInvalidTimestamp())
                .withOffsetResetPolicy(AutoOffsetReset.earliest());
    }
}
