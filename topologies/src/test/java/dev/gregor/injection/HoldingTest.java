package dev.gregor.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.decision.Given;
import dev.gregor.fault.History;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Records that are held back, and when they come out. */
class HoldingTest {
    private static final long T = 1_000_000_000_000L;

    @Test
    void aDelayedRecordComesOutAtItsDueTimeAndNotBefore() {
        try (Bench bench = bench("faults: [delay: {by: 30s}]")) {
            bench.send("k", "v", T);
            bench.pass(Duration.ofMillis(29_990));
            assertThat(bench.canary()).isEmpty();
            bench.pass(Duration.ofMillis(40));
            assertThat(bench.canary()).hasSize(1);
            assertThat(bench.features()).hasSize(1);
        }
    }

    @Test
    void headersNullValuesAndTimestampsSurviveTheHold() {
        try (Bench bench = bench("faults: [delay: {by: 30s}]")) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("h", new byte[] {'x'}).add("h", null).add("", new byte[0]);
            bench.send(Bench.record(null, null, headers, T));
            bench.pass(Duration.ofSeconds(31));
            assertThat(Bench.texts(bench.canary()))
                    .containsExactly(
                            "null -> null [h='x', h=null, ='', gregor-id='flights.raw-0@0', gregor-experiment='a'] @"
                                    + T);
        }
    }

    @Test
    void recordsOfOneKeyKeepTheirOrder() {
        try (Bench bench = bench("faults: [delay: {by: {uniform: {min: 0s, max: 60s}}}]")) {
            for (int i = 0; i < 60; i++) {
                bench.send("k" + i % 3, "v" + i, T + i);
                bench.pass(Duration.ofMillis(100));
            }
            bench.pass(Duration.ofSeconds(61));
            List<String> out = values(bench.canary());
            assertThat(out).hasSize(60);
            for (int key = 0; key < 3; key++) {
                int residue = key;
                assertThat(out.stream().map(HoldingTest::number).filter(i -> i % 3 == residue))
                        .isSorted();
            }
            assertThat(out.stream().map(HoldingTest::number).toList())
                    .as("different keys do overtake")
                    .isNotEqualTo(out.stream().map(HoldingTest::number).sorted().toList());
        }
    }

    @Test
    void withoutOrderTheShorterDelayOvertakes() {
        try (Bench bench = bench("faults: [delay: {by: {uniform: {min: 0s, max: 60s}}, keep-order: false}]")) {
            for (int i = 0; i < 30; i++) {
                bench.send("k", "v" + i, T + i);
            }
            bench.pass(Duration.ofSeconds(61));
            List<Integer> out =
                    values(bench.canary()).stream().map(HoldingTest::number).toList();
            assertThat(out).hasSize(30).doesNotHaveDuplicates();
            assertThat(out).isNotEqualTo(out.stream().sorted().toList());
        }
    }

    @Test
    void byEventTimeARecordWaitsForTheTimeOfThePartition() {
        try (Bench bench = bench("select: {where: \"key == 'late'\"}, faults: [delay: {by: 30s, clock: event}]")) {
            bench.send("late", "v", T);
            bench.send("other", "w", T + 29_999);
            bench.pass(Duration.ofMillis(500));
            assertThat(values(bench.canary())).containsExactly("w");
            bench.send("other", "x", T + 30_000);
            bench.pass(Duration.ofMillis(500));
            assertThat(values(bench.canary())).containsExactly("v", "x");
        }
    }

    @Test
    void aPartitionThatGoesIdleReleasesByTheWallClock() {
        try (Bench bench = bench("faults: [delay: {by: 30s, clock: event}]")) {
            bench.send("k", "v", T);
            bench.pass(Duration.ofMillis(30_900));
            assertThat(bench.canary()).isEmpty();
            bench.pass(Duration.ofMillis(200));
            assertThat(values(bench.canary())).containsExactly("v");
        }
    }

    @Test
    void atTheEndOfALogTheOrderDoesNotDependOnWhenSomebodyLooks() {
        assertThat(order(bench -> bench.pass(Duration.ofSeconds(10))))
                .as("looked at often")
                .containsExactly("soon", "moved", "later");
        assertThat(order(bench -> bench.jump(Duration.ofSeconds(10))))
                .as("looked at once")
                .containsExactly("soon", "moved", "later");
    }

    /** The order in which the records of a log come out that ends with some held by event time and one by offsets. */
    private static List<String> order(Consumer<Bench> passing) {
        String soon = "name: a, select: {where: \"key == 'soon'\"}, faults: [delay: {by: 3900ms, clock: event}]";
        String later = "name: b, select: {where: \"key == 'later'\"}, faults: [delay: {by: 4100ms, clock: event}]";
        String moved = "name: c, select: {where: \"key == 'moved'\"}, faults: [reorder: {within: 2}]";
        try (Bench bench = new Bench(Given.config(Given.CANARY, soon, later, moved))) {
            bench.send("later", "later", T);
            bench.send("soon", "soon", T);
            bench.send("moved", "moved", T);
            passing.accept(bench);
            return values(bench.canary());
        }
    }

    @Test
    void aStoppedExperimentReleasesWhatItHoldsAndNoOtherDoes() {
        String a = "name: a, select: {where: \"key == 'a'\"}, faults: [delay: {by: 1h}]";
        String b = "name: b, select: {where: \"key == 'b'\"}, faults: [delay: {by: 1h, clock: event}]";
        try (Bench bench = new Bench(Given.config(Given.CANARY, a, b))) {
            for (int i = 0; i < 3000; i++) {
                bench.send(i % 3 == 0 ? "b" : "a", "v" + i, T);
            }
            bench.pass(Duration.ofMillis(900));
            assertThat(bench.canary()).isEmpty();
            bench.adopt("r2", Given.config(Given.CANARY, a.replace("name: a", "name: a, enabled: false"), b));
            bench.pass(Duration.ofMillis(100));
            List<String> out = values(bench.canary());
            assertThat(out).hasSize(2000);
            assertThat(out.stream().map(HoldingTest::number)).isSorted();
            bench.adopt("r3", Given.config(Given.CANARY));
            bench.pass(Duration.ofMillis(100));
            assertThat(bench.canary()).hasSize(1000);
            bench.send("a", "after", T);
            assertThat(values(bench.canary())).containsExactly("after");
        }
    }

    @Test
    void anExperimentPutInShadowModeReleasesWhatItHolds() {
        try (Bench bench = bench("faults: [delay: {by: 1h}]")) {
            bench.send("k", "v", T);
            bench.adopt("r2", Given.config(Given.CANARY, "name: a, mode: shadow, faults: [delay: {by: 1h}]"));
            bench.pass(Duration.ofMillis(100));
            assertThat(values(bench.canary())).containsExactly("v");
        }
    }

    @Test
    void anExperimentThatChangesGoesOnHoldingWhatItHolds() {
        try (Bench bench = bench("faults: [delay: {by: 30s}]")) {
            bench.send("k", "v", T);
            bench.adopt("r2", Given.config(Given.CANARY, "name: a, faults: [delay: {by: 1h}]"));
            bench.pass(Duration.ofSeconds(29));
            assertThat(bench.canary()).isEmpty();
            bench.pass(Duration.ofMillis(1100));
            assertThat(values(bench.canary())).containsExactly("v");
        }
    }

    @Test
    void manyRecordsThatAreDueAtOnceAllComeOut() {
        try (Bench bench = bench("faults: [delay: {by: 1s}]")) {
            for (int i = 0; i < 7000; i++) {
                bench.send("k" + i, "v" + i, T);
            }
            bench.pass(Duration.ofMillis(1200));
            assertThat(values(bench.canary()).stream().map(HoldingTest::number))
                    .hasSize(7000)
                    .isSorted();
        }
    }

    @Test
    void aJumpOfEventTimeReleasesManyInPartsAndKeepsTheirOrder() {
        try (Bench bench = bench("select: {where: \"key != 'other'\"}, faults: [delay: {by: 30s, clock: event}]")) {
            for (int i = 0; i < 3500; i++) {
                bench.send("k" + i, "v" + i, T + i);
            }
            bench.send("other", "v3500", T + 40_000);
            assertThat(bench.canary()).hasSize(1000);
            bench.send("other", "v3501", T + 20_000);
            bench.send("other", "v3502", T + 50_000);
            bench.pass(Duration.ofMillis(200));
            List<Integer> rest =
                    values(bench.canary()).stream().map(HoldingTest::number).toList();
            assertThat(rest).hasSize(2503).isSorted().endsWith(3500, 3501, 3502);
        }
    }

    @Test
    void whatIsQueuedKeepsItsOrderWhenEverythingIsSwitchedOff() {
        try (Bench bench = bench("select: {where: \"key != 'other'\"}, faults: [delay: {by: 30s, clock: event}]")) {
            for (int i = 0; i < 3500; i++) {
                bench.send("k" + i, "v" + i, T + i);
            }
            bench.send("other", "v3500", T + 40_000);
            bench.adopt("r2", Given.config(Given.CANARY));
            bench.send("other", "v3501", T + 40_000);
            bench.send("other", "v3502", T + 40_000);
            bench.pass(Duration.ofMillis(200));
            assertThat(values(bench.canary()).stream().map(HoldingTest::number))
                    .hasSize(3503)
                    .isSorted();
        }
    }

    @Test
    void aStoppedExperimentReleasesInTheOrderOfTheLogWhateverWasDueFirst() {
        String jitter = "name: a, faults: [delay: {by: {uniform: {min: 1s, max: 1h}}, keep-order: false}]";
        try (Bench bench = new Bench(Given.config(Given.CANARY, jitter))) {
            for (int i = 0; i < 5000; i++) {
                bench.send("k" + i, "v" + i, T + i);
            }
            bench.adopt("r2", Given.config(Given.CANARY));
            bench.pass(Duration.ofMillis(100));
            assertThat(values(bench.canary()).stream().map(HoldingTest::number))
                    .hasSize(5000)
                    .isSorted();
        }
    }

    @Test
    void aLogThatHasMoreIsNoSilence() {
        boolean[] hasMore = {true};
        History log = new History() {
            @Override
            public Optional<RawRecord> at(RecordId id) {
                return Optional.empty();
            }

            @Override
            public boolean endsWith(RecordId last) {
                assertThat(last).isEqualTo(new RecordId(Given.TOPIC, 0, 0));
                return !hasMore[0];
            }
        };
        try (Bench bench = new Bench(
                Given.config(Given.CANARY, "name: a, faults: [delay: {by: 1ms, clock: event}]"),
                new JsonCodec(),
                log)) {
            bench.send("k", "v", T);
            bench.pass(Duration.ofSeconds(30));
            assertThat(bench.canary())
                    .as("the broker has more, and does not send it")
                    .isEmpty();
            hasMore[0] = false;
            bench.pass(Duration.ofSeconds(2));
            assertThat(bench.canary()).hasSize(1);
        }
    }

    @Test
    void aBlockThatWasLetGoBeforeItWasFullIsInTheLedger() {
        try (Bench bench = bench("faults: [shuffle-labels: {field: l, within: 8}]")) {
            for (int i = 0; i < 11; i++) {
                bench.send("k", "{\"l\":" + i + "}", T + i);
            }
            bench.pass(Duration.ofSeconds(7));
            assertThat(bench.canary()).hasSize(11);
            assertThat(bench.ledger().stream()
                            .filter(each -> each.path("type").asText().equals("released")))
                    .singleElement()
                    .hasToString("{\"version\":1,\"type\":\"released\",\"experiment\":\"a\",\"revision\":\"r1\","
                            + "\"id\":\"flights.raw-0@10\",\"reason\":\"silence\",\"timestamp\":" + (T + 10) + "}");
            bench.send("k", "{\"l\":11}", T + 11);
            bench.adopt("r2", Given.config(Given.CANARY));
            bench.pass(Duration.ofMillis(100));
            assertThat(bench.canary()).hasSize(1);
            assertThat(bench.ledger().stream()
                            .filter(each -> each.path("type").asText().equals("released")))
                    .singleElement()
                    .satisfies(each -> assertThat(each.path("reason").asText()).isEqualTo("stopped"));
        }
    }

    @Test
    void theCountsTellHowManyAreHeld() {
        try (Bench bench = bench("faults: [delay: {by: 30s}]")) {
            bench.send("k", "v", T);
            bench.send("k", "w", T);
            bench.pass(Duration.ofMillis(300));
            assertThat(bench.counts())
                    .last()
                    .satisfies(each -> assertThat(each.held()).isEqualTo(2));
            bench.pass(Duration.ofSeconds(31));
            assertThat(bench.counts())
                    .last()
                    .satisfies(each -> assertThat(each.held()).isZero());
        }
    }

    @Test
    void inLineWhatIsHeldIsMissingFromTheFeatureTopicUntilThen() {
        try (Bench bench = new Bench(Given.config(
                Given.IN_LINE, "name: a, select: {where: \"key == 'late'\"}, faults: [delay: {by: 30s}]"))) {
            bench.send("late", "v", T);
            bench.send("k", "w", T);
            assertThat(values(bench.features())).containsExactly("w");
            bench.pass(Duration.ofSeconds(31));
            assertThat(values(bench.features())).containsExactly("v");
        }
    }

    private static Bench bench(String settings) {
        return new Bench(Given.config(Given.CANARY, "name: a, " + settings));
    }

    private static List<String> values(List<TestRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(each -> Bench.text(each.value()).replace("'", ""))
                .toList();
    }

    private static int number(String value) {
        return Integer.parseInt(value.substring(1));
    }
}
