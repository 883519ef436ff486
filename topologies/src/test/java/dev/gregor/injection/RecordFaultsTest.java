package dev.gregor.injection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.decision.Given;
import dev.gregor.fault.History;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RecordCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Faults that make none, several or other records of one, and those of order, through the whole topology. */
class RecordFaultsTest {
    private static final long T = 1_000_000_000_000L;

    @Test
    void aDroppedRecordIsMissingFromTheCanaryTopicAndInTheLedger() {
        try (Bench bench = bench("select: {where: \"key == 'a'\"}, faults: [drop-record: {}]")) {
            bench.send("a", "v", T);
            bench.send("b", "w", T);
            assertThat(values(bench.canary())).containsExactly("w");
            assertThat(values(bench.features())).containsExactly("v", "w");
            List<JsonNode> faults = faults(bench);
            assertThat(faults).hasSize(1);
            assertThat(faults.get(0).path("before").asText()).isEqualTo("v");
            assertThat(faults.get(0).path("after").isNull()).isTrue();
        }
    }

    @Test
    void copiesAreTheSameBytesUnderTheSameId() {
        try (Bench bench = bench("faults: [duplicate-record: {copies: 2}]")) {
            bench.send("k", "v", T);
            List<String> out = Bench.texts(bench.canary());
            assertThat(out).hasSize(3).containsOnly(out.get(0));
            assertThat(faults(bench).get(0).path("after").path("$copies").asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void copiesWithAGapComeByEventTime() {
        try (Bench bench = bench("select: {where: \"key == 'a'\"}, faults: [duplicate-record: {gap: 5s, copies: 2}]")) {
            bench.send("a", "v", T);
            bench.send("b", "1", T + 4_999);
            bench.send("b", "2", T + 5_000);
            bench.send("b", "3", T + 10_000);
            assertThat(values(bench.canary())).containsExactly("v", "1", "v", "2", "v", "3");
        }
    }

    @Test
    void aRecordWithAnotherKeyGoesToThePartitionOfThatKeyUnlessToldOtherwise() {
        assertThat(new Outgoing(null, 3).partitionOf(8)).isEqualTo(3);
        byte[] key = "HOT".getBytes(UTF_8);
        int byKey = new Outgoing(key, Outgoing.BY_KEY).partitionOf(8);
        assertThat(byKey).as("as Kafka's own producer").isEqualTo(BuiltInPartitioner.partitionForKey(key, 8));
        try (Bench bench = bench("faults: [change-key: {to: {constant: {value: HOT}}}]")) {
            bench.send("k", "v", T);
            assertThat(Bench.text(bench.canary().get(0).key())).isEqualTo("'HOT'");
        }
        try (Bench bench = bench("faults: [change-key: {to: null}]")) {
            bench.send("k", "v", T);
            assertThat(bench.canary().get(0).key()).isNull();
        }
    }

    @Test
    void theEventTimeAndTheHeadersOfARecordCanLie() {
        try (Bench bench = bench("faults: [shift-timestamp: {by: -1h}, change-header: {name: model, value: v6}]")) {
            var headers = new RecordHeaders();
            headers.add("model", "v7".getBytes(UTF_8));
            bench.send(Bench.record("k", "v", headers, T));
            TestRecord<byte[], byte[]> out = bench.canary().get(0);
            assertThat(out.timestamp()).isEqualTo(T - 3_600_000);
            assertThat(Bench.header(out, "model")).isEqualTo("v6");
            assertThat(Bench.header(bench.features().get(0), "model")).isEqualTo("v7");
            assertThat(faults(bench).get(0).path("fields").get(0).asText()).isEqualTo("$timestamp");
        }
    }

    @Test
    void aStalledPartitionGoesSilentAndThenEverythingComesInOrder() {
        try (Bench bench = bench("faults: [stall: {for: 1m}]")) {
            long start = T - T % 60_000;
            for (int i = 0; i < 5; i++) {
                bench.send("k" + i % 2, "v" + i, start + i * 10_000L);
            }
            assertThat(bench.canary()).isEmpty();
            bench.send("k", "next", start + 60_000);
            assertThat(values(bench.canary())).containsExactly("v0", "v1", "v2", "v3", "v4");
            bench.pass(Duration.ofSeconds(62));
            assertThat(values(bench.canary())).containsExactly("next");
            assertThat(faults(bench).get(0).path("due").asLong()).isEqualTo(start + 60_000);
        }
    }

    @Test
    void onlySomeWindowsStallWhereSomeAreSelected() {
        try (Bench bench =
                bench("seed: 3, select: {by: window, window: 1m, fraction: 0.5}, faults: [stall: {for: 1m}]")) {
            long start = T - T % 60_000;
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                bench.send("k", "v" + i, start + i * 10_000L);
                sent.add("v" + i);
            }
            bench.pass(Duration.ofSeconds(62));
            assertThat(values(bench.canary())).isEqualTo(sent);
            assertThat(faults(bench).size()).isBetween(30, 90);
        }
    }

    @Test
    void aLateRecordComesWhenItsWindowIsClosed() {
        try (Bench bench = bench("select: {where: \"key == 'a'\"}, faults: [late: {beyond: 10s, window: 1m}]")) {
            long start = T - T % 60_000;
            bench.send("a", "late", start + 5_000);
            bench.send("b", "in grace", start + 70_000);
            bench.send("b", "closed", start + 70_001);
            assertThat(values(bench.canary())).containsExactly("in grace", "late", "closed");
        }
    }

    @Test
    void neighboursChangePlacesAndAllComeOutOnce() {
        try (Bench bench = bench("faults: [reorder: {within: 10}]")) {
            for (int i = 0; i < 200; i++) {
                bench.send("k", "v" + i, T + i);
            }
            bench.pass(Duration.ofSeconds(6));
            List<String> out = values(bench.canary());
            assertThat(out).hasSize(200).doesNotHaveDuplicates();
            List<Integer> order = out.stream()
                    .map(each -> Integer.parseInt(each.substring(1)))
                    .toList();
            assertThat(order).isNotEqualTo(order.stream().sorted().toList());
            for (int place = 0; place < order.size(); place++) {
                assertThat(Math.abs(order.get(place) - place)).isLessThan(10);
            }
        }
    }

    @Test
    void aRateLimitLetsSoManyASecondPass() {
        try (Bench bench = bench("faults: [rate-limit: {records-per-second: 10, clock: event}]")) {
            for (int i = 0; i < 20; i++) {
                bench.send("k", "v" + i, T);
            }
            bench.send("k", "later", T + 1_000);
            assertThat(values(bench.canary())).hasSize(11).endsWith("v10");
            bench.pass(Duration.ofSeconds(4));
            assertThat(values(bench.canary()))
                    .startsWith("v11")
                    .endsWith("later")
                    .hasSize(10);
        }
    }

    @Test
    void labelsArePermutedWithinTheirBlock() {
        try (Bench bench = bench("faults: [shuffle-labels: {field: l, within: 50}]")) {
            for (int i = 0; i < 100; i++) {
                bench.send("k", "{\"n\":" + i + ",\"l\":" + i + "}", T + i);
                assertThat(bench.canary()).hasSize(i % 50 == 49 ? 50 : 0);
            }
            List<JsonNode> ledger = faults(bench);
            assertThat(ledger.size()).isBetween(90, 100);
            assertThat(ledger)
                    .allSatisfy(event -> assertThat(
                                    Math.abs(event.path("before").path("l").asInt()
                                            - event.path("after").path("l").asInt()))
                            .isBetween(1, 49));
        }
    }

    @Test
    void aBlockThatTheLogEndsInIsTreatedWhenThePartitionIsIdle() {
        try (Bench bench = bench("faults: [shuffle-labels: {field: l, within: 50}]")) {
            for (int i = 0; i < 20; i++) {
                bench.send("k", "{\"l\":" + i + "}", T + i);
            }
            bench.pass(Duration.ofMillis(4_900));
            assertThat(bench.canary()).isEmpty();
            bench.pass(Duration.ofMillis(300));
            assertThat(values(bench.canary())).hasSize(20).doesNotHaveDuplicates();
            assertThat(lastCounts(bench).injected().get("shuffle-labels")).isPositive();
        }
    }

    @Test
    void whatIsGatheredOfAStoppedExperimentGoesOutAsItCame() {
        String experiment = "name: a, faults: [shuffle-labels: {field: l, within: 50}]";
        try (Bench bench = new Bench(Given.config(Given.CANARY, experiment))) {
            bench.send("k", "{\"l\":1}", T);
            bench.send("k", "{\"l\":2}", T);
            bench.adopt("r2", Given.config(Given.CANARY));
            bench.pass(Duration.ofMillis(100));
            assertThat(Bench.texts(bench.canary()))
                    .containsExactly("'k' -> '{\"l\":1}' [] @" + T, "'k' -> '{\"l\":2}' [] @" + T);
            assertThat(faults(bench)).isEmpty();
        }
    }

    @Test
    void whatIsGatheredOfAnExperimentPutInShadowModeGoesOutAsItCame() {
        String faults = "faults: [shuffle-labels: {field: l, within: 50}]";
        try (Bench bench = bench(faults)) {
            for (int i = 0; i < 20; i++) {
                bench.send("k", "{\"l\":" + i + "}", T);
            }
            bench.adopt("r2", Given.config(Given.CANARY, "name: a, mode: shadow, " + faults));
            bench.pass(Duration.ofMillis(100));
            assertThat(values(bench.canary())).isEqualTo(values(bench.features()));
            assertThat(faults(bench)).isEmpty();
            for (int i = 20; i < 50; i++) {
                bench.send("k", "{\"l\":" + i + "}", T);
            }
            assertThat(values(bench.canary())).hasSize(30).isEqualTo(values(bench.features()));
            assertThat(faults(bench))
                    .isNotEmpty()
                    .allMatch(event -> event.path("mode").asText().equals("shadow"));
        }
    }

    @Test
    void aBlockInShadowModeIsNotCutByAChangeElsewhere() {
        String shadow = "name: a, mode: shadow, faults: [shuffle-labels: {field: l, within: 20}]";
        try (Bench bench = new Bench(Given.config(Given.CANARY, shadow))) {
            for (int i = 0; i < 10; i++) {
                bench.send("k", "{\"l\":" + i + "}", T);
            }
            bench.adopt("r2", Given.config(Given.CANARY, shadow, "name: b, faults: [drop-field: {field: nowhere}]"));
            bench.pass(Duration.ofMillis(100));
            assertThat(faults(bench)).isEmpty();
            for (int i = 10; i < 20; i++) {
                bench.send("k", "{\"l\":" + i + "}", T);
            }
            assertThat(faults(bench).size()).isGreaterThan(15);
        }
    }

    @Test
    void inShadowModeABlockIsOnlyTold() {
        try (Bench bench = bench("mode: shadow, faults: [shuffle-labels: {field: l, within: 10}]")) {
            for (int i = 0; i < 10; i++) {
                bench.send("k", "{\"l\":" + i + "}", T + i);
            }
            assertThat(values(bench.canary()))
                    .isEqualTo(values(bench.features()))
                    .hasSize(10);
            assertThat(faults(bench)).isNotEmpty();
        }
    }

    @Test
    void aStaleFieldIsThatOfTheSameKeySomeTimeAgo() {
        try (Bench bench = bench("faults: [stale-field: {field: n, lag: 1h}]")) {
            bench.send("a", "{\"n\":1}", T);
            bench.send("b", "{\"n\":2}", T + 1_000);
            bench.send("a", "{\"n\":3}", T + 3_600_000);
            bench.send("a", "{\"n\":4}", T + 3_700_000);
            bench.send("b", "{\"n\":5}", T + 3_600_000);
            assertThat(values(bench.canary()))
                    .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":1}", "{\"n\":1}", "{\"n\":5}");
            assertThat(lastCounts(bench).skipped()).containsEntry("no-history", 3L);
        }
    }

    @Test
    void aFrozenFieldKeepsTheFirstValueOfEachWindow() {
        String select = "select: {by: window, window: 1m}, faults: [freeze-field: {field: n}]";
        try (Bench bench = bench(select)) {
            long start = T - T % 60_000;
            bench.send("a", "{\"n\":1}", start);
            bench.send("b", "{\"n\":2}", start + 1);
            bench.send("a", "{\"n\":3}", start + 2);
            bench.send("b", "{\"n\":4}", start + 3);
            bench.send("a", "{\"n\":5}", start + 60_000);
            bench.send("a", "{\"n\":6}", start + 60_001);
            assertThat(values(bench.canary()))
                    .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":1}", "{\"n\":2}", "{\"n\":5}", "{\"n\":5}");
        }
    }

    @Test
    void aLabelFlipsByTheFrequenciesSoFar() {
        String faults = "select: {where: \"key == 'hit'\"}, faults: [flip-label: {field: l, choose: frequency}]";
        try (Bench bench = bench(faults)) {
            for (int i = 0; i < 300; i++) {
                bench.send("k", "{\"l\":\"" + (i % 3 == 0 ? "rare" : "common") + "\"}", T + i);
            }
            bench.canary();
            for (int i = 0; i < 300; i++) {
                bench.send("hit", "{\"l\":\"own\"}", T + 1_000 + i);
            }
            List<String> out = values(bench.canary());
            long common = out.stream().filter(each -> each.contains("common")).count();
            assertThat(common).isBetween(160L, 240L);
            assertThat(out).allMatch(each -> each.contains("common") || each.contains("rare"));
        }
    }

    @Test
    void aLabelLeaksFromAnotherTopicByTheKey() {
        try (Bench bench = bench("faults: [leak-label: {field: x, from: {topic: {topic: labels, field: delay}}}]")) {
            bench.label("labels", "a", "{\"delay\":12}");
            bench.send("a", "{\"n\":1}", T);
            bench.send("b", "{\"n\":2}", T);
            bench.label("labels", "b", "{\"delay\":7}");
            bench.send("b", "{\"n\":3,\"x\":0}", T);
            assertThat(values(bench.canary())).containsExactly("{\"n\":1,\"x\":12}", "{\"n\":2}", "{\"n\":3,\"x\":7}");
            assertThat(lastCounts(bench).skipped()).containsEntry("no-label", 1L);
        }
    }

    @Test
    void aTopicThatWasNotThereAtTheStartHasNoLabels() {
        try (Bench bench = bench("faults: [drop-field: {field: n}]")) {
            bench.adopt(
                    "r2",
                    Given.config(
                            Given.CANARY,
                            "name: a, faults: [leak-label: {field: x, from: {topic: {topic: labels, field: delay}}}]"));
            bench.send("a", "{\"n\":1}", T);
            assertThat(values(bench.canary())).containsExactly("{\"n\":1}");
            assertThat(lastCounts(bench).skipped()).containsEntry("no-label", 1L);
        }
    }

    @Test
    void aScheduleByTheWallClockLooksAtTheWallClock() {
        String wall =
                "schedule: {clock: wall, start: 2026-01-01T00:00:10Z, hold: 10s}, faults: [null-field: {field: n}]";
        try (Bench bench = bench(wall)) {
            bench.send("k", "{\"n\":1}", T);
            bench.pass(Duration.ofSeconds(11));
            bench.send("k", "{\"n\":2}", T);
            bench.pass(Duration.ofSeconds(10));
            bench.send("k", "{\"n\":3}", T);
            assertThat(values(bench.canary())).containsExactly("{\"n\":1}", "{\"n\":null}", "{\"n\":3}");
        }
    }

    @Test
    void inBaselineAndRecoveryRecordsAreSeenAndNotHit() {
        String phases = "schedule: {start: 2001-09-09T01:46:40Z, baseline: 10s, hold: 10s, recover: 10s},"
                + " faults: [null-field: {field: n}]";
        try (Bench bench = bench(phases)) {
            for (int i = -1; i < 4; i++) {
                bench.send("k", "{\"n\":" + i + "}", T + i * 10_000L);
            }
            assertThat(values(bench.canary()))
                    .containsExactly("{\"n\":-1}", "{\"n\":0}", "{\"n\":null}", "{\"n\":2}", "{\"n\":3}");
            assertThat(lastCounts(bench).seen()).isEqualTo(3);
        }
    }

    @Test
    void noMoreFaultsAreInjectedThanTheBudgetAllows() {
        try (Bench bench = bench("max-faults: 7, faults: [null-field: {field: n}, delay: {by: 0s}]")) {
            for (int i = 0; i < 100; i++) {
                bench.send("k", "{\"n\":" + i + "}", T + i);
            }
            bench.pass(Duration.ofSeconds(1));
            assertThat(faults(bench)).hasSize(6);
            assertThat(values(bench.canary())).hasSize(100);
            assertThat(lastCounts(bench).skipped()).containsEntry("budget", 97L);
        }
    }

    @Test
    void aRecordThatNoProducerMaySendPassesUntouched() {
        try (Bench bench = bench("faults: [append-bytes: {count: 1000000}, append-bytes: {count: 1000000}]")) {
            bench.send("k", "v", T);
            assertThat(values(bench.canary())).containsExactly("v");
            assertThat(lastCounts(bench).skipped()).containsEntry("too-large", 2L);
        }
    }

    @Test
    void aLargeValueIsInTheLedgerByItsDigest() {
        try (Bench bench = bench("faults: [append-bytes: {count: 100000}]")) {
            bench.send("k", "v", T);
            JsonNode fault = faults(bench).get(0);
            assertThat(fault.path("before").asText()).isEqualTo("v");
            assertThat(fault.path("after").asText()).startsWith("sha256:");
        }
    }

    @Test
    void aRedactedExperimentShowsNoWholeValue() {
        try (Bench bench = bench("redact: [secret], faults: [tombstone: {}]")) {
            bench.send("k", "{\"secret\":1}", T);
            assertThat(faults(bench).get(0).path("before").asText()).startsWith("sha256:");
        }
    }

    private static Bench bench(String settings) {
        return new Bench(Given.config(Given.CANARY, "name: a, " + settings), new JsonCodec(), History.NONE);
    }

    private static List<JsonNode> faults(Bench bench) {
        return bench.ledger().stream()
                .filter(event -> event.path("type").asText().equals("fault"))
                .toList();
    }

    private static RecordCounts lastCounts(Bench bench) {
        bench.pass(Duration.ofMillis(300));
        List<RecordCounts> counts = bench.counts();
        return counts.get(counts.size() - 1);
    }

    private static List<String> values(List<TestRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(each -> Bench.text(each.value()).replace("'", ""))
                .toList();
    }
}
