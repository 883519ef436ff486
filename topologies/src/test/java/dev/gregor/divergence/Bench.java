package dev.gregor.divergence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.InvalidConfig;
import dev.gregor.config.MeasureName;
import dev.gregor.fault.Catalogue;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import dev.gregor.record.GregorHeaders;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RecordCounts;
import dev.gregor.store.BufferedStore;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The divergence topology on a bench: outputs go in by hand, time goes on by hand, events come out. */
final class Bench implements AutoCloseable {
    static final String EXPERIMENT = """
              - name: %s
                hypothesis: It holds
                enabled: true
                route: flights
                faults: [ { drop-field: { field: distance } } ]
                measure:
                  control: predictions
                  treatment: predictions.canary
                  pair-by: header
                  window: 1m
                  grace: 10s
                  patience: 30s
                  min-pairs: 1
                  outputs:
                    delay: { type: number }
                    late: { type: label }
                guardrails: [ { output: delay, measure: mean-absolute-difference, max: 2.0 } ]
            """;

    private final Path folder = newFolder();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> control;
    private final TestInputTopic<byte[], byte[]> treatment;
    private final TestInputTopic<String, byte[]> counts;
    private final TestInputTopic<String, String> ledger;
    private final TestInputTopic<String, Partial> partials;
    private final TestOutputTopic<String, byte[]> divergence;
    private final TestOutputTopic<String, byte[]> verdicts;
    private final List<DivergenceEvent> numbers = new ArrayList<>();
    private final List<VerdictEvent> said = new ArrayList<>();
    private GregorConfig config;

    /** A bench with the experiments of these names, all alike. */
    static Bench of(String... names) {
        StringBuilder experiments = new StringBuilder();
        for (String name : names) {
            experiments.append(EXPERIMENT.formatted(name));
        }
        return new Bench(experiments.toString());
    }

    /** A bench with experiments as in a configuration file. */
    Bench(String experiments) {
        this(experiments, true);
    }

    /** A bench on topics that are, or are not, partitioned alike. */
    Bench(String experiments, boolean isPartitionedAlike) {
        config = load(experiments);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(
                DivergenceTopology.build(
                        () -> config,
                        format -> new JsonCodec(),
                        topic -> isPartitionedAlike || topic.equals("predictions") ? 1 : 2),
                properties,
                Instant.parse("2026-01-01T00:00:00Z"));
        control = driver.createInputTopic("predictions", new ByteArraySerializer(), new ByteArraySerializer());
        treatment = driver.createInputTopic("predictions.canary", new ByteArraySerializer(), new ByteArraySerializer());
        counts = driver.createInputTopic("gregor.counts", new StringSerializer(), new ByteArraySerializer());
        ledger = driver.createInputTopic("gregor.ledger", new StringSerializer(), new StringSerializer());
        partials = driver.createInputTopic(
                "test-partials-repartition", new StringSerializer(), Partial.SERDE.serializer());
        divergence =
                driver.createOutputTopic("gregor.divergence", new StringDeserializer(), new ByteArrayDeserializer());
        verdicts = driver.createOutputTopic("gregor.verdicts", new StringDeserializer(), new ByteArrayDeserializer());
    }

    static GregorConfig load(String experiments) {
        String yaml = """
                version: 1
                routes:
                  flights: { from: flights.raw, to: flights.features, canary: flights.features.canary }
                experiments:
                """ + experiments;
        try {
            return new ConfigLoader(Catalogue.types(), Map.of())
                    .load("bench.yaml", yaml)
                    .config();
        } catch (InvalidConfig e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String output(double delay, boolean late) {
        return "{\"delay\":" + delay + ",\"late\":" + late + "}";
    }

    void reload(String experiments) {
        config = load(experiments);
    }

    void control(int id, long timestamp, @Nullable String output) {
        control.pipeInput(record("flights.raw-0@" + id, null, timestamp, output));
    }

    void treatment(int id, long timestamp, @Nullable String output) {
        treatment.pipeInput(record("flights.raw-0@" + id, null, timestamp, output));
    }

    void treated(int id, String experiment, long timestamp, @Nullable String output) {
        treatment.pipeInput(record("flights.raw-0@" + id, experiment, timestamp, output));
    }

    /** The ledger tells that an experiment hit the record. */
    void ledger(int id, String experiment, String mode) {
        String record = "flights.raw-0@" + id;
        ledger.pipeInput(
                record,
                "{\"version\":1,\"type\":\"fault\",\"experiment\":\"%s\",\"id\":\"%s\",\"mode\":\"%s\"}"
                        .formatted(experiment, record, mode));
    }

    void raw(Side side, @Nullable String key, long timestamp, String output) {
        (side == Side.CONTROL ? control : treatment)
                .pipeInput(new TestRecord<>(
                        key == null ? null : key.getBytes(UTF_8),
                        output.getBytes(UTF_8),
                        new RecordHeaders(),
                        timestamp));
    }

    /** An output, or a true value, of any other topic. */
    void pipe(String topic, int id, long timestamp, String value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record("flights.raw-0@" + id, null, timestamp, value));
    }

    /** What the control topic was told, as JSON by key. */
    /** The switches that were turned, by experiment; that each was noted for the audit as well is checked beside it. */
    Map<String, String> controlEvents() {
        Map<String, String> events = new TreeMap<>();
        Set<String> audited = new HashSet<>();
        driver.createOutputTopic("gregor.control", new StringDeserializer(), new StringDeserializer())
                .readKeyValuesToList()
                .forEach(event -> {
                    if (ControlEvent.isAudit(event.key)) {
                        audited.add(event.value);
                    } else {
                        events.put(event.key, event.value);
                    }
                });
        assertThat(audited)
                .containsAll(events.values().stream()
                        .filter(event -> event.contains("\"action\":\"halt\""))
                        .toList());
        return events;
    }

    /** Somebody switches by the control topic. */
    void switched(String experiment, @Nullable ControlEvent event) {
        driver.createInputTopic("gregor.control", new StringSerializer(), new ByteArraySerializer())
                .pipeInput(experiment, event == null ? null : event.toJson());
    }

    /** The outcomes that were listed, as {@code outcome id side}. */
    List<String> listed() {
        return driver
                .createOutputTopic("gregor.outcomes", new StringDeserializer(), new StringDeserializer())
                .readValuesToList()
                .stream()
                .map(json -> json.replaceAll(
                        ".*\"outcome\":\"([a-z-]+)\",\"id\":\"([^\"]*)\",\"side\":\"([a-z]+)\".*", "$1 $2 $3"))
                .toList();
    }

    void counts(RecordCounts event) {
        counts.pipeInput(event.key(), event.toJson());
    }

    void partial(String experiment, Partial partial) {
        partials.pipeInput(experiment, partial);
    }

    /** Lets the wall clock go on in steps, as it does for a task that is alive. */
    void pass(Duration time) {
        for (long passed = 0; passed < time.toMillis(); passed += 250) {
            driver.advanceWallClockTime(Duration.ofMillis(250));
        }
    }

    /** Lets enough time go by for what is known to come out. */
    void settle() {
        pass(Duration.ofMillis(Expiry.LEDGER_READ + Judging.SAY_EVERY + 750));
    }

    /** Lets the wall clock jump, as it does for a task that stood still. */
    void standStill(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** All divergence events so far. */
    List<DivergenceEvent> numbers() {
        divergence.readValuesToList().forEach(json -> numbers.add(DivergenceEvent.fromJson(json)));
        return numbers;
    }

    /** What a number is of. */
    record Subject(
            String experiment,
            @Nullable Window window,
            @Nullable String output,
            MeasureName measure,
            Arm arm,
            @Nullable String segment) {
        static Subject ofRun(String experiment, @Nullable String output, MeasureName measure, Arm arm) {
            return new Subject(experiment, null, output, measure, arm, null);
        }
    }

    /** The last number of this subject, as {@code value/n}; empty if there is none. */
    String number(Subject subject) {
        return estimate(subject).map(e -> e.value() + "/" + e.n()).orElse("");
    }

    Optional<Estimate> estimate(Subject subject) {
        return numbers().stream()
                .filter(e -> e.experiment().equals(subject.experiment())
                        && Objects.equals(e.window(), subject.window())
                        && Objects.equals(e.segment(), subject.segment())
                        && Objects.equals(e.estimate().output(), subject.output())
                        && e.estimate().measure() == subject.measure()
                        && e.estimate().arm() == subject.arm())
                .reduce((first, second) -> second)
                .map(DivergenceEvent::estimate);
    }

    List<String> rawVerdicts() {
        return verdicts.readValuesToList().stream()
                .map(json -> new String(json, UTF_8))
                .toList();
    }

    List<String> rawNumbers() {
        return divergence.readValuesToList().stream()
                .map(json -> new String(json, UTF_8))
                .toList();
    }

    /** All verdicts of an experiment so far. */
    List<VerdictEvent> verdicts(String experiment) {
        verdicts.readValuesToList().forEach(json -> said.add(VerdictEvent.fromJson(json)));
        return said.stream().filter(v -> v.experiment().equals(experiment)).toList();
    }

    VerdictEvent verdict(String experiment) {
        List<VerdictEvent> all = verdicts(experiment);
        return all.get(all.size() - 1);
    }

    /** How often an outcome came about, as the last verdict has it. */
    Map<String, Long> outcomes(String experiment) {
        Map<String, Long> outcomes = new TreeMap<>(verdict(experiment).pairs());
        outcomes.values().removeIf(count -> count == 0);
        return outcomes;
    }

    long entriesKept() {
        long kept = 0;
        BufferedStore pairs = (BufferedStore) driver.getStateStore(PairingStores.REPARTITIONED.pairs());
        try (KeyValueIterator<Bytes, byte[]> all = pairs.disk().all()) {
            for (; all.hasNext(); all.next()) {
                kept++;
            }
        }
        return kept;
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path newFolder() {
        try {
            return Files.createTempDirectory("bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestRecord<byte[], byte[]> record(
            String id, @Nullable String experiment, long timestamp, @Nullable String output) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(GregorHeaders.ID, id.getBytes(UTF_8));
        if (experiment != null) {
            headers.add(GregorHeaders.EXPERIMENT, experiment.getBytes(UTF_8));
        }
        return new TestRecord<>(null, output == null ? null : output.getBytes(UTF_8), headers, timestamp);
    }
}
