package dev.gregor.injection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.decision.Given;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordCounts;
import dev.gregor.record.RecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What becomes of treated records, and what the ledger and the counts say of it. */
class TreatmentArmTest {
    private static final String FLIGHT = "{\"origin\": \"DTW\", \"distance\": 1750}";
    private static final String DROP = "faults: [drop-field: {field: distance}]";

    @Test
    void withACanaryTheFeatureTopicIsTheControlArm() {
        try (Bench bench = new Bench(Given.config(Given.CANARY, "name: a, " + DROP))) {
            bench.send("k", FLIGHT, 5);
            TestRecord<byte[], byte[]> control = bench.features().get(0);
            TestRecord<byte[], byte[]> treatment = bench.canary().get(0);
            assertThat(Bench.text(control)).isEqualTo("'k' -> '" + FLIGHT + "' [] @5");
            assertThat(Bench.text(treatment))
                    .isEqualTo(
                            "'k' -> '{\"origin\": \"DTW\"}' [gregor-id='flights.raw-0@0', gregor-experiment='a'] @5");
        }
    }

    @Test
    void withoutACanaryTheFaultsGoInLine() {
        try (Bench bench = new Bench(Given.config(Given.IN_LINE, "name: a, " + DROP))) {
            bench.send("k", FLIGHT, 5);
            bench.send("k", "{\"origin\": \"DTW\"}", 6);
            assertThat(Bench.texts(bench.features()))
                    .containsExactly(
                            "'k' -> '{\"origin\": \"DTW\"}' [gregor-id='flights.raw-0@0', gregor-experiment='a'] @5",
                            "'k' -> '{\"origin\": \"DTW\"}' [] @6");
        }
    }

    @Test
    void aBlindExperimentLeavesNoTrace() {
        try (Bench bench = new Bench(Given.config(Given.CANARY, "name: a, blind: true, " + DROP))) {
            bench.send("k", FLIGHT, 5);
            assertThat(Bench.texts(bench.canary())).containsExactly("'k' -> '{\"origin\": \"DTW\"}' [] @5");
            assertThat(bench.ledger())
                    .extracting(each -> each.get("type").asText())
                    .containsExactly("revision", "fault");
        }
    }

    @Test
    void theLedgerHasOneEventForEachFaultWithTheDocumentedFields() {
        String faults =
                "faults: [null-field: {field: [distance, origin]}, delay: {by: 30s}, drop-field: {field: nowhere}]";
        try (Bench bench = new Bench(Given.config(Given.CANARY, "name: a, " + faults))) {
            bench.send("k", FLIGHT, 5);
            List<TestRecord<byte[], byte[]>> ledger = bench.ledgerRecords();
            assertThat(ledger).hasSize(3).allSatisfy(event -> {
                assertThat(Bench.text(event.key())).isEqualTo("'flights.raw-0@0'");
                assertThat(event.timestamp()).isEqualTo(5);
                assertThat(event.headers()).isEmpty();
            });
            assertThat(new String(ledger.get(0).value(), UTF_8))
                    .isEqualTo(
                            "{\"version\":1,\"type\":\"revision\",\"revision\":\"r1\",\"id\":\"flights.raw-0@0\",\"timestamp\":5}");
            assertThat(new String(ledger.get(1).value(), UTF_8))
                    .isEqualTo(
                            "{\"version\":1,\"type\":\"fault\",\"experiment\":\"a\",\"revision\":\"r1\",\"id\":\"flights.raw-0@0\","
                                    + "\"mode\":\"live\",\"fault\":\"null-field\",\"fields\":[\"distance\",\"origin\"],"
                                    + "\"before\":{\"distance\":1750,\"origin\":\"DTW\"},\"after\":{\"distance\":null,\"origin\":null},"
                                    + "\"timestamp\":5}");
            JsonNode delay = Bench.json(ledger.get(2).value());
            assertThat(delay.get("fault").asText()).isEqualTo("delay");
            assertThat(delay.get("held-by-milliseconds").asLong()).isEqualTo(30_000);
            assertThat(delay.get("fields")).isEmpty();
        }
    }

    @Test
    void theLedgerIsJsonWhateverTheFaultMade() {
        try (Bench bench = new Bench(
                Given.config(Given.CANARY, "name: a, faults: [not-a-number: {field: distance, as: -infinity}]"))) {
            bench.send("k", FLIGHT, 5);
            assertThat(bench.ledger().get(1).get("after").get("distance").asText())
                    .isEqualTo("-Infinity");
            assertThat(Bench.text(bench.canary().get(0).value())).contains("\"distance\": -Infinity");
        }
    }

    @Test
    void aRemovedFieldHasABeforeAndNoAfter() {
        try (Bench bench = new Bench(Given.config(Given.CANARY, "name: a, " + DROP))) {
            bench.send("k", FLIGHT, 5);
            JsonNode event = bench.ledger().get(1);
            assertThat(event.get("before")).isEqualTo(Bench.json("{\"distance\":1750}".getBytes(UTF_8)));
            assertThat(event.get("after")).isEmpty();
        }
    }

    @Test
    void redactedValuesAreShownAsDigestsAlsoInsideAndAroundTheChangedField() {
        String redact = "redact: [who.name, 'cards[*].number'], ";
        String person =
                "{\"who\": {\"name\": \"Samsa\", \"age\": 30}, \"cards\": [{\"number\": 4711, \"kind\": \"debit\"}], \"a\": 1}";
        for (String field : List.of("who", "who.name", "cards", "'cards[0]'", "'cards[0].number'")) {
            try (Bench bench = new Bench(Given.config(
                    Given.CANARY, "name: a, " + redact + "faults: [null-field: {field: " + field + "}]"))) {
                bench.send("k", person, 5);
                JsonNode event = bench.ledger().get(1);
                assertThat(event.toString()).doesNotContain("Samsa", "4711");
                assertThat(event.get("before").elements().next().asText()).matches("sha256:[0-9a-f]{64}");
            }
        }
        for (String field : List.of("who.age", "'cards[0].kind'", "a")) {
            try (Bench bench = new Bench(Given.config(
                    Given.CANARY, "name: a, " + redact + "faults: [null-field: {field: " + field + "}]"))) {
                bench.send("k", person, 5);
                assertThat(bench.ledger().get(1).get("before").toString()).doesNotContain("sha256");
            }
        }
    }

    @Test
    void shadowModeWritesTheLedgerAndNothingElse() {
        try (Bench bench = new Bench(Given.config(Given.CANARY, "name: a, mode: shadow, " + DROP))) {
            bench.send("k", FLIGHT, 5);
            assertThat(Bench.texts(bench.canary())).containsExactly("'k' -> '" + FLIGHT + "' [] @5");
            assertThat(bench.ledger().get(1).get("mode").asText()).isEqualTo("shadow");
        }
    }

    @Test
    void aRevisionIsAnnouncedOnceWhereItBegins() {
        var on = Given.config(Given.CANARY, "name: a, " + DROP);
        try (Bench bench = new Bench(on)) {
            bench.send("k", FLIGHT, 5);
            bench.send("k", FLIGHT, 6);
            bench.adopt("r2", Given.config(Given.CANARY, "name: a, enabled: false, " + DROP));
            bench.pass(Duration.ofMillis(100));
            bench.send("k", FLIGHT, 7);
            bench.send("k", FLIGHT, 8);
            bench.adopt("r3", on);
            bench.send("k", FLIGHT, 9);
            assertThat(bench.ledger())
                    .extracting(each -> each.get("type").asText() + " "
                            + each.get("revision").asText() + " "
                            + each.get("id").asText())
                    .containsExactly(
                            "revision r1 flights.raw-0@0",
                            "fault r1 flights.raw-0@0",
                            "fault r1 flights.raw-0@1",
                            "revision r2 flights.raw-0@2",
                            "revision r3 flights.raw-0@4",
                            "fault r3 flights.raw-0@4");
            assertThat(Bench.texts(bench.canary()).subList(2, 4))
                    .containsExactly("'k' -> '" + FLIGHT + "' [] @7", "'k' -> '" + FLIGHT + "' [] @8");
        }
    }

    @Test
    void aRevisionThatNoRecordCameUnderIsNotAnnouncedNorIsTheOneThatStaysInForce() {
        var on = Given.config(Given.CANARY, "name: a, " + DROP);
        try (Bench bench = new Bench(on)) {
            bench.send("k", FLIGHT, 5);
            bench.adopt("r2", Given.config(Given.CANARY));
            bench.pass(Duration.ofMillis(100));
            bench.adopt("r1", on);
            bench.pass(Duration.ofMillis(100));
            bench.send("k", FLIGHT, 6);
            assertThat(bench.ledger())
                    .extracting(each -> each.get("type").asText())
                    .containsExactly("revision", "fault", "fault");
        }
    }

    @Test
    void theCountsAddUp() {
        try (Bench bench = new Bench(Given.config(
                Given.CANARY,
                "name: a, select: {fraction: 0.5}, " + DROP,
                "name: b, faults: [null-field: {field: origin}]"))) {
            for (int i = 0; i < 200; i++) {
                bench.send("k", i % 4 == 0 ? "{\"origin\": null}" : FLIGHT, i);
            }
            bench.send("k", null, 200);
            bench.pass(Duration.ofSeconds(1));
            List<RecordCounts> counts = bench.counts();
            assertThat(counts).hasSize(2);
            RecordCounts a = counts.get(0);
            RecordCounts b = counts.get(1);
            assertThat(a.partition()).isEqualTo("flights.raw-0");
            assertThat(a.seen()).isEqualTo(201);
            assertThat(a.selected()).isBetween(70L, 130L);
            assertThat(sum(a.injected()) + sum(a.skipped())).isEqualTo(a.selected());
            assertThat(b.selected()).isEqualTo(201);
            assertThat(b.skipped()).containsEntry("precedence", a.selected());
            assertThat(sum(b.injected()) + sum(b.skipped())).isEqualTo(201);
            bench.pass(Duration.ofSeconds(1));
            assertThat(bench.counts()).as("nothing new to tell").isEmpty();
            bench.send("k", FLIGHT, 300);
            bench.pass(Duration.ofSeconds(1));
            assertThat(bench.counts()).extracting(RecordCounts::seen).containsExactly(202L, 202L);
        }
    }

    @Test
    void twoRunsOverTheSameLogGiveTheSameBytes() {
        assertThat(run()).isEqualTo(run()).hasSizeGreaterThan(2 * 300 + 200);
    }

    private static List<String> run() {
        try (Bench bench = new Bench(Given.config(
                Given.CANARY,
                "name: a, seed: 1, select: {fraction: 0.3}, faults: [drop-field: {field: any}, "
                        + "delay: {by: {exponential: {mean: 10s}}, clock: event}]",
                "name: b, seed: 2, select: {fraction: 0.5, by: key}, faults: [change-type: {field: any, to: array}]",
                "name: c, seed: 3, mode: shadow, select: {fraction: 0.2, by: window, window: 10s}, " + DROP))) {
            for (int i = 0; i < 300; i++) {
                bench.send("k" + i % 20, FLIGHT, 1_000_000L + i * 1000L);
            }
            bench.pass(Duration.ofMinutes(10));
            List<String> all = new ArrayList<>(Bench.texts(bench.features()));
            all.addAll(Bench.texts(bench.canary()));
            all.addAll(Bench.texts(bench.ledgerRecords()));
            return all;
        }
    }

    @Test
    void aReplayedRecordComesFromThePastOfItsPartition() {
        RawRecord past = new RawRecord(
                new RecordId(Given.TOPIC, 0, 2),
                "old".getBytes(UTF_8),
                null,
                new RecordHeaders().add("h", new byte[] {'x'}),
                3);
        var config = Given.config(Given.CANARY, "name: a, faults: [replay-stale: {lag: 3}]");
        try (Bench bench =
                new Bench(config, new JsonCodec(), id -> id.equals(past.id()) ? Optional.of(past) : Optional.empty())) {
            for (int offset = 0; offset < 7; offset++) {
                bench.send("k" + offset, "{}", 100 + offset);
            }
            List<String> canary = Bench.texts(bench.canary());
            assertThat(canary).hasSize(7);
            assertThat(canary.get(0)).isEqualTo("'k0' -> '{}' [] @100");
            assertThat(canary.get(4)).isEqualTo("'k4' -> '{}' [] @104");
            assertThat(canary.get(5))
                    .isEqualTo("'old' -> null [h='x', gregor-id='flights.raw-0@5', gregor-experiment='a'] @3");
            List<JsonNode> ledger = bench.ledger();
            assertThat(ledger.get(4))
                    .hasToString(
                            "{\"version\":1,\"type\":\"skipped\",\"experiment\":\"a\",\"revision\":\"r1\","
                                    + "\"id\":\"flights.raw-0@3\",\"mode\":\"live\",\"fault\":\"replay-stale\","
                                    + "\"reason\":\"no-history\",\"detail\":\"flights.raw-0@0 is not in the log\",\"timestamp\":103}");
            JsonNode event = ledger.stream()
                    .filter(each -> each.path("type").asText().equals("fault"))
                    .findFirst()
                    .orElseThrow();
            assertThat(event.get("before")).hasToString("{\"record\":\"flights.raw-0@5\"}");
            assertThat(event.get("after")).hasToString("{\"record\":\"flights.raw-0@2\"}");
            bench.pass(Duration.ofSeconds(1));
            assertThat(bench.counts().get(0).skipped()).isEqualTo(Map.of("no-history", 6L));
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
