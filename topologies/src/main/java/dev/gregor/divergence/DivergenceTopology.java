package dev.gregor.divergence;

import dev.gregor.config.Application;
import dev.gregor.config.Format;
import dev.gregor.config.GregorConfig;
import dev.gregor.record.Codec;
import dev.gregor.store.CommitHook;
import dev.gregor.store.WriteBehindStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;

/**
 * The divergence topology. It runs as a Kafka Streams application of its own, {@link #applicationId}, so that a
 * standstill of the measurement never stands in the way of a record.
 *
 * <pre>
 * outputs of all arms, true values -> read --+
 *                                            +-> (by pair id, in bundles) -> pair and measure --+
 * ledger of the injection -> read -----------+                                                  +-> (by experiment) -> merge, judge, halt
 * outputs that are paired by their key -> read ----------------------------> pair and measure --+
 * counts of the injection, control topic -------------------------------------------------------+
 * </pre>
 *
 * <p>Each source has tasks of its own, and those that meet write to one repartition topic, instead of being merged before it. For each
 * record of a task Kafka Streams looks at every partition of that task that has nothing buffered, and formats a sentence about it
 * ({@code PartitionGroup.readyToProcess}); beside a ledger, or a control topic, that has been read to its end, this took a third of all time.
 */
public final class DivergenceTopology {
    private static final String READINGS = "readings";
    private static final String PARTIALS = "partials";
    private static final String OUTPUT_BUNDLES = "output-bundles";
    private static final String LEDGER_BUNDLES = "ledger-bundles";
    /** A bundle goes to the partition whose number is its key. */
    private static final StreamPartitioner<Integer, byte[]> BY_NUMBER =
            (topic, number, bundle, partitions) -> Optional.of(Set.of(number % partitions));

    /** What Kafka Streams puts behind the name of a repartition topic, and the application id before it. */
    private static final String REPARTITION = "-repartition";

    private DivergenceTopology() {}

    /** The application id that the topology runs under beside the injection. */
    public static String applicationId(String applicationId) {
        return applicationId + "-divergence";
    }

    /** The internal topics by which Kafka Streams brings together what belongs together. */
    public static List<String> repartitionTopics(String applicationId) {
        return Stream.of(READINGS, PARTIALS)
                .map(name -> applicationId(applicationId) + "-" + name + REPARTITION)
                .toList();
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
     * @param partitions how many an output topic has, and how many the ledger. Where pairs are by key, and the topics have equally many, their outputs lie together as they
     *     are, if their producers partition alike too, as those of Kafka do; else they are brought together by a repartition topic
     * @throws IllegalArgumentException if no experiment is measured
     */
    public static Topology build(
            Supplier<GregorConfig> config, Function<Format, Codec> codecs, ToIntFunction<String> partitions) {
        Application application = config.get().application();
        CurrentComparisons current = new CurrentComparisons(config);
        Set<String> outputTopics = current.get().topics();
        if (outputTopics.isEmpty()) {
            throw new IllegalArgumentException("no experiment has a 'measure', so there is nothing to compare");
        }
        Set<Long> unlike = current.get().all().stream()
                .filter(comparison -> comparison.topics().stream()
                                .mapToInt(partitions)
                                .distinct()
                                .count()
                        > 1)
                .map(Comparison::id)
                .collect(Collectors.toSet());
        Set<Long> direct = current.get().all().stream()
                .filter(Comparison::isByKey)
                .map(Comparison::id)
                .filter(id -> !unlike.contains(id))
                .collect(Collectors.toSet());
        Predicate<Comparison> isDirect = comparison -> direct.contains(comparison.id());
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], byte[]> outputs = builder.stream(outputTopics, bytes("outputs"));
        KStream<String, Found> found = broughtTogether(
                builder,
                outputs,
                current,
                codecs,
                mostPartitions(outputTopics, application, partitions),
                isDirect.negate(),
                unlike);
        writeOutcomes(found, "", application);
        if (!direct.isEmpty()) {
            PairingStores.DIRECT.addTo(builder);
            KStream<String, Found> foundByKey = outputs.process(
                            () -> new ReadOutputs(current, codecs, isDirect), Named.as("read-by-key"))
                    .process(
                            () -> new Pairing(current, PairingStores.DIRECT, isDirect, Set.of()),
                            Named.as("pair-by-key"),
                            PairingStores.DIRECT.names());
            writeOutcomes(foundByKey, "-by-key", application);
            partials(foundByKey, "-by-key").to(PARTIALS + REPARTITION, handedOn("partials-by-key", Partial.SERDE));
        }
        judge(builder, partials(found, ""), current, application);
        return builder.build();
    }

    /** The pairing of outputs that are brought together by their pair id first. */
    private static KStream<String, Found> broughtTogether(
            StreamsBuilder builder,
            KStream<byte[], byte[]> outputs,
            CurrentComparisons current,
            Function<Format, Codec> codecs,
            int partitions,
            Predicate<Comparison> takes,
            Set<Long> unlike) {
        Application application = current.application();
        PairingStores.REPARTITIONED.addTo(builder);
        builder.addStateStore(CommitHook.builder(OUTPUT_BUNDLES)).addStateStore(CommitHook.builder(LEDGER_BUNDLES));
        builder.stream(application.ledgerTopic().value(), bytes("ledger"))
                .process(() -> new ReadLedger(current), Named.as("read-ledger"))
                .process(() -> new Bundling(LEDGER_BUNDLES, partitions), Named.as("bundle-ledger"), LEDGER_BUNDLES)
                .to(
                        READINGS + REPARTITION,
                        Produced.<Integer, byte[]>as("readings-of-ledger")
                                .withKeySerde(Serdes.Integer())
                                .withValueSerde(Serdes.ByteArray())
                                .withStreamPartitioner(BY_NUMBER));
        return outputs.process(() -> new ReadOutputs(current, codecs, takes), Named.as("read"))
                .process(() -> new Bundling(OUTPUT_BUNDLES, partitions), Named.as("bundle"), OUTPUT_BUNDLES)
                .repartition(Repartitioned.with(Serdes.Integer(), Serdes.ByteArray())
                        .withName(READINGS)
                        .withNumberOfPartitions(partitions)
                        .withStreamPartitioner(BY_NUMBER))
                .process(Unbundling::new, Named.as("unbundle"))
                .process(
                        () -> new Pairing(current, PairingStores.REPARTITIONED, takes, unlike),
                        Named.as("pair"),
                        PairingStores.REPARTITIONED.names());
    }

    /** As Kafka Streams would choose: by all topics whose readers write to the repartition topic. */
    private static int mostPartitions(
            Set<String> outputTopics, Application application, ToIntFunction<String> partitions) {
        return Stream.concat(
                        outputTopics.stream(),
                        Stream.of(application.ledgerTopic().value()))
                .mapToInt(partitions)
                .max()
                .orElseThrow();
    }

    private static void judge(
            StreamsBuilder builder,
            KStream<String, Partial> found,
            CurrentComparisons current,
            Application application) {
        builder.addStateStore(WriteBehindStore.builder(Judging.TALLIES, KeptTally.CODEC))
                .addStateStore(WriteBehindStore.builder(Judging.OUTCOMES, StateCodecs.OUTCOMES))
                .addStateStore(WriteBehindStore.builder(Judging.RECORDS, StateCodecs.RECORDS))
                .addStateStore(WriteBehindStore.builder(Judging.HALTS, Halt.CODEC));
        builder.stream(application.countsTopic().value(), bytes("counts"))
                .process(ReadCounts::new, Named.as("read-counts"))
                .to(PARTIALS + REPARTITION, handedOn("partials-of-counts", Partial.SERDE));
        builder.stream(application.controlTopic().value(), bytes("control"))
                .process(ReadControl::new, Named.as("read-control"))
                .to(PARTIALS + REPARTITION, handedOn("partials-of-control", Partial.SERDE));
        KStream<String, Event> judged = found.repartition(Repartitioned.with(Serdes.String(), Partial.SERDE)
                        .withName(PARTIALS)
                        .withNumberOfPartitions(1))
                .process(
                        () -> new Judging(current),
                        Named.as("judge"),
                        Judging.TALLIES,
                        Judging.OUTCOMES,
                        Judging.RECORDS,
                        Judging.HALTS);
        write(judged, DivergenceEvent.class, application.divergenceTopic().value());
        write(judged, VerdictEvent.class, application.verdictsTopic().value());
        write(judged, ControlEvent.class, application.controlTopic().value());
    }

    private static void writeOutcomes(KStream<String, Found> found, String which, Application application) {
        found.filter((experiment, each) -> each instanceof OutcomeEvent, Named.as("only-outcomes" + which))
                .mapValues(each -> ((OutcomeEvent) each).toJson(), Named.as("to-json-outcomes" + which))
                .to(application.outcomesTopic().value(), written("write-outcomes" + which));
    }

    private static KStream<String, Partial> partials(KStream<String, Found> found, String which) {
        return found.filter((experiment, each) -> each instanceof Partial, Named.as("only-partials" + which))
                .mapValues(Partial.class::cast, Named.as("as-partials" + which));
    }

    /** Events go to the partition that their key hashes to, so that those of one experiment stay in order. */
    private static void write(KStream<String, Event> events, Class<? extends Event> type, String topic) {
        String name = type.getSimpleName();
        events.filter((experiment, event) -> type.isInstance(event), Named.as("only-" + name))
                .mapValues(Event::toJson, Named.as("to-json-" + name))
                .to(topic, written("write-" + name));
    }

    private static Produced<String, byte[]> written(String name) {
        return handedOn(name, Serdes.ByteArray());
    }

    private static <T> Produced<String, T> handedOn(String name, Serde<T> serde) {
        return Produced.<String, T>as(name).withKeySerde(Serdes.String()).withValueSerde(serde);
    }

    /** Everything from the beginning; a record without a valid timestamp takes that of its predecessor instead of stopping all. */
    private static Consumed<byte[], byte[]> bytes(String name) {
        return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName(name)
                .withTimestampExtractor(new UsePartitionTimeOnInvalidTimestamp())
                .withOffsetResetPolicy(AutoOffsetReset.earliest());
    }
}
