package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.Seen;
import dev.gregor.fixture.TestCluster;
import dev.gregor.injection.Revision;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every family of faults from end to end on a real broker, in JSON and in Avro. One proxy has a route for each fault and format. */
@ExtendWith(OnBroker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 40;
    private static final long FIRST = 978_310_020_000L;
    private static final long STEP_MILLIS = 1_000;
    private static final long HELD_MILLIS = 4_000;
    private static final int LAG = 3;
    private static final Map<String, String> FAULTS = faults();

    private final FlightValues values = new FlightValues(new MockSchemaRegistryClient());
    private final Map<String, Run> runs = new HashMap<>();
    private TestCluster cluster;
    private Proxy proxy;

    @SuppressWarnings("NullAway.Init") // set before all tests
    FaultsIT() {}

    private static Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        faults.put("drop-field", "{ field: distance }");
        faults.put("null-field", "{ field: distance }");
        faults.put("change-type", "{ field: distance, to: string }");
        faults.put("not-a-number", "{ field: distance }");
        faults.put("delay", "{ by: 4s, clock: event }");
        faults.put("replay-stale", "{ lag: " + LAG + " }");
        return faults;
    }

    @BeforeAll
    void runAllOfThem(TestCluster shared, @TempDir Path state) {
        cluster = shared;
        for (FlightValues.Kind kind : FlightValues.Kind.values()) {
            for (String fault : FAULTS.keySet()) {
                String name = name(kind, fault);
                cluster.create(PARTITIONS, List.of(name + ".raw", name + ".features", name + ".canary"));
                cluster.write(records(kind, name + ".raw"));
            }
        }
        Revision revision = Lane.parse(yaml(state));
        proxy = Proxy.start(() -> revision, new Codecs(new RegistrySchemas(values.registry())));
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    private static String name(FlightValues.Kind kind, String fault) {
        return "faults-" + kind.word() + "-" + fault;
    }

    private String yaml(Path state) {
        StringBuilder routes = new StringBuilder();
        StringBuilder experiments = new StringBuilder();
        for (FlightValues.Kind kind : FlightValues.Kind.values()) {
            FAULTS.forEach((fault, parameters) -> {
                String name = name(kind, fault);
                routes.append("  %1$s: { from: %1$s.raw, to: %1$s.features, canary: %1$s.canary, value: %2$s }\n"
                        .formatted(name, kind.word()));
                experiments.append("""
                          - name: %1$s
                            hypothesis: It holds
                            enabled: true
                            route: %1$s
                            select: { fraction: 0.5 }
                            faults: [ { %2$s: %3$s } ]
                        """.formatted(name, fault, parameters));
            });
        }
        return """
                version: 1
                application:
                  id: faults
                  kafka: { bootstrap.servers: "%s" }
                  streams: { num.stream.threads: 1, state.dir: "%s" }
                routes:
                %sexperiments:
                %s""".formatted(cluster.bootstrapServers(), state, routes, experiments);
    }

    private List<ProducerRecord<byte[], byte[]>> records(FlightValues.Kind kind, String topic) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    topic,
                    i % PARTITIONS,
                    FIRST + i / PARTITIONS * STEP_MILLIS,
                    ("key-" + i % 5).getBytes(StandardCharsets.UTF_8),
                    values.write(kind, i));
            record.headers().add("source", new byte[] {(byte) i});
            records.add(record);
        }
        return records;
    }

    /** What was written and what came out of it for one fault and format. */
    private record Run(
            List<ConsumerRecord<byte[], byte[]>> raw,
            List<ConsumerRecord<byte[], byte[]>> features,
            List<ConsumerRecord<byte[], byte[]>> canary,
            Map<String, JsonNode> ledger) {

        ConsumerRecord<byte[], byte[]> raw(String id) {
            return raw.stream().filter(each -> id(each).equals(id)).findFirst().orElseThrow();
        }

        static String id(ConsumerRecord<byte[], byte[]> raw) {
            return raw.topic() + "-" + raw.partition() + "@" + raw.offset();
        }
    }

    private Run run(FlightValues.Kind kind, String fault) {
        return runs.computeIfAbsent(name(kind, fault), name -> read(name, fault));
    }

    private Run read(String name, String fault) {
        Run run = new Run(
                cluster.read(name + ".raw", RECORDS),
                cluster.read(name + ".features", RECORDS),
                cluster.read(name + ".canary", RECORDS),
                LedgerEntries.of(name, cluster.readNow("faults.ledger")));
        assertThat(Seen.of(run.features())).as("the control arm").isEqualTo(Seen.of(run.raw()));
        assertTreatedAreThoseOfTheLedger(run, name);
        assertUntreatedAreUntouched(run);
        run.ledger().forEach((id, event) -> {
            assertThat(event.path("fault").asText()).isEqualTo(fault);
            assertThat(event.path("mode").asText()).isEqualTo("live");
            assertThat(event.path("timestamp").asLong()).isEqualTo(run.raw(id).timestamp());
        });
        return run;
    }

    private static void assertTreatedAreThoseOfTheLedger(Run run, String experiment) {
        Set<String> treated = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> each : run.canary()) {
            Seen.header(each, "gregor-experiment").ifPresent(name -> {
                assertThat(name).isEqualTo(experiment);
                assertThat(treated.add(Seen.header(each, "gregor-id").orElseThrow()))
                        .as("once only: %s", each)
                        .isTrue();
            });
        }
        assertThat(treated).isEqualTo(run.ledger().keySet()).hasSizeBetween(1, RECORDS - 1);
    }

    private static void assertUntreatedAreUntouched(Run run) {
        List<ConsumerRecord<byte[], byte[]>> untreated = run.canary().stream()
                .filter(each -> Seen.header(each, "gregor-experiment").isEmpty())
                .toList();
        List<ConsumerRecord<byte[], byte[]>> expected = run.raw().stream()
                .filter(each -> !run.ledger().containsKey(Run.id(each)))
                .toList();
        assertThat(Seen.of(untreated)).as("untreated records of the canary").isEqualTo(Seen.of(expected));
    }

    /** The treated records of the canary topic by their id. */
    private static Map<String, ConsumerRecord<byte[], byte[]>> treated(Run run) {
        Map<String, ConsumerRecord<byte[], byte[]>> treated = new LinkedHashMap<>();
        run.canary().stream()
                .filter(each -> Seen.header(each, "gregor-experiment").isPresent())
                .forEach(each -> treated.put(Seen.header(each, "gregor-id").orElseThrow(), each));
        return treated;
    }

    /** Same partition, key, event time and headers; the two that name the treatment come behind. */
    private static void assertOnlyTheValueChanged(
            ConsumerRecord<byte[], byte[]> raw, ConsumerRecord<byte[], byte[]> out) {
        Seen before = Seen.of(raw);
        Seen after = Seen.of(out);
        assertThat(after.partition()).isEqualTo(before.partition());
        assertThat(after.key()).isEqualTo(before.key());
        assertThat(after.timestamp()).isEqualTo(before.timestamp());
        assertThat(after.headers())
                .hasSize(before.headers().size() + 2)
                .startsWith(before.headers().get(0));
        assertThat(Seen.header(out, "gregor-id")).hasValue(Run.id(raw));
    }

    @ParameterizedTest
    @EnumSource
    void aDroppedFieldIsGoneAndTheRestStays(FlightValues.Kind kind) {
        Run run = run(kind, "drop-field");
        treated(run).forEach((id, out) -> {
            ConsumerRecord<byte[], byte[]> raw = run.raw(id);
            assertOnlyTheValueChanged(raw, out);
            Map<String, Object> expected = values.read(kind, raw.value());
            Object distance = expected.remove("distance");
            assertThat(values.read(kind, out.value())).isEqualTo(expected);
            JsonNode event = Objects.requireNonNull(run.ledger().get(id));
            assertThat(event.path("fields")).extracting(JsonNode::asText).containsExactly("distance");
            assertThat(event.path("before").path("distance").numberValue()).isEqualTo(distance);
            assertThat(event.path("after").has("distance")).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aNulledFieldIsNullAndTheRestStays(FlightValues.Kind kind) {
        Run run = run(kind, "null-field");
        treated(run).forEach((id, out) -> {
            ConsumerRecord<byte[], byte[]> raw = run.raw(id);
            assertOnlyTheValueChanged(raw, out);
            Map<String, Object> expected = values.read(kind, raw.value());
            expected.put("distance", FlightValues.NULL);
            assertThat(values.read(kind, out.value())).isEqualTo(expected);
            assertThat(Objects.requireNonNull(run.ledger().get(id))
                            .path("after")
                            .path("distance")
                            .isNull())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aFieldOfAnotherTypeHoldsTheSameAsText(FlightValues.Kind kind) {
        Run run = run(kind, "change-type");
        treated(run).forEach((id, out) -> {
            ConsumerRecord<byte[], byte[]> raw = run.raw(id);
            assertOnlyTheValueChanged(raw, out);
            Map<String, Object> expected = values.read(kind, raw.value());
            expected.compute("distance", (field, before) -> String.valueOf(before));
            assertThat(values.read(kind, out.value())).isEqualTo(expected);
            assertThat(Objects.requireNonNull(run.ledger().get(id))
                            .path("after")
                            .path("distance")
                            .isTextual())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aNumberThatIsNoneReachesTheReader(FlightValues.Kind kind) {
        Run run = run(kind, "not-a-number");
        treated(run).forEach((id, out) -> {
            ConsumerRecord<byte[], byte[]> raw = run.raw(id);
            assertOnlyTheValueChanged(raw, out);
            Map<String, Object> expected = values.read(kind, raw.value());
            expected.put("distance", Double.NaN);
            assertThat(values.read(kind, out.value())).isEqualTo(expected);
            assertThat(Objects.requireNonNull(run.ledger().get(id))
                            .path("after")
                            .path("distance")
                            .asText())
                    .isEqualTo("NaN");
        });
    }

    @ParameterizedTest
    @EnumSource
    void aDelayedRecordComesLaterAndIsTheSame(FlightValues.Kind kind) {
        Run run = run(kind, "delay");
        treated(run).forEach((id, out) -> {
            ConsumerRecord<byte[], byte[]> raw = run.raw(id);
            assertOnlyTheValueChanged(raw, out);
            assertThat(out.value()).isEqualTo(raw.value());
            assertThat(Objects.requireNonNull(run.ledger().get(id))
                            .path("held-by-milliseconds")
                            .asLong())
                    .isEqualTo(HELD_MILLIS);
        });
        assertNoneCameBeforeItsTime(run);
    }

    /** Whatever came before the event time that releases a record was in the topic before it. */
    private static void assertNoneCameBeforeItsTime(Run run) {
        Map<Integer, Long> latest = new HashMap<>();
        Map<Integer, Long> last = new HashMap<>();
        run.raw().forEach(each -> last.merge(each.partition(), each.timestamp(), Math::max));
        for (ConsumerRecord<byte[], byte[]> out : run.canary()) {
            if (Seen.header(out, "gregor-experiment").isEmpty()) {
                latest.merge(out.partition(), out.timestamp(), Math::max);
            } else {
                // Untreated neighbours show how far the partition had come; a run of treated ones may hide some of it.
                List<Long> before = run.raw().stream()
                        .filter(each -> each.partition() == out.partition()
                                && each.timestamp() < out.timestamp() + HELD_MILLIS
                                && !run.ledger().containsKey(Run.id(each)))
                        .map(ConsumerRecord::timestamp)
                        .toList();
                assertThat(latest.getOrDefault(out.partition(), 0L))
                        .as("event time of partition %s when %s came out", out.partition(), out)
                        .isGreaterThanOrEqualTo(
                                before.stream().max(Long::compare).orElse(0L));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStaleRecordIsTheOneThatStoodSomeOffsetsBefore(FlightValues.Kind kind) {
        Run run = run(kind, "replay-stale");
        treated(run).forEach((id, out) -> {
            ConsumerRecord<byte[], byte[]> live = run.raw(id);
            ConsumerRecord<byte[], byte[]> past =
                    run.raw(live.topic() + "-" + live.partition() + "@" + (live.offset() - LAG));
            assertThat(out.partition()).isEqualTo(live.partition());
            assertThat(out.key()).isEqualTo(past.key());
            assertThat(out.value()).isEqualTo(past.value());
            assertThat(out.timestamp()).isEqualTo(past.timestamp());
            assertThat(Seen.of(out).headers())
                    .startsWith(Seen.of(past).headers().get(0));
            JsonNode event = Objects.requireNonNull(run.ledger().get(id));
            assertThat(event.path("before").path("record").asText()).isEqualTo(id);
            assertThat(event.path("after").path("record").asText()).isEqualTo(Run.id(past));
        });
        assertThat(run.ledger().keySet())
                .as("the first records have no such past")
                .noneMatch(id -> Integer.parseInt(id.substring(id.indexOf('@') + 1)) < LAG);
    }

    @Test
    void aDerivedSchemaIsRegisteredOnceUnderTheTreatmentTopic() throws Exception {
        run(FlightValues.Kind.AVRO, "drop-field");
        run(FlightValues.Kind.AVRO, "not-a-number");

        assertThat(values.registry().getAllVersions("faults-avro-drop-field.canary-value"))
                .hasSize(1);
        assertThat(values.registry().getAllSubjects())
                .as("NaN is a double as any other")
                .doesNotContain("faults-avro-not-a-number.canary-value");
    }
}
