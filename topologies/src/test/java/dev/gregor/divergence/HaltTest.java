package dev.gregor.divergence;

import static dev.gregor.divergence.Bench.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.judge.Verdict;
import dev.gregor.record.RecordCounts;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HaltTest {
    private static final RecordCounts RUNNING =
            new RecordCounts("one", "raw-0", 300, 300, Map.of("drop-field", 300L), Map.of(), 0, 5L, null, 0);

    @Test
    void aCrossedGuardrailHaltsOnceAndForGood() {
        try (Bench bench = Bench.of("one")) {
            bench.counts(RUNNING);
            pairs(bench, 0, 150, 1_000, 30);
            bench.settle();

            assertThat(bench.controlEvents())
                    .hasSize(1)
                    .containsKey("one")
                    .allSatisfy((key, event) -> assertThat(event)
                            .contains("\"action\":\"halt\"", "\"by\":\"guardrail\"", "beyond the margin of 2"));
            VerdictEvent halted = bench.verdict("one");
            assertThat(halted.verdict().kind()).isEqualTo(Verdict.Kind.HALTED);
            assertThat(halted.receipt()).isNotNull().satisfies(receipt -> {
                assertThat(receipt.isComplete()).isFalse();
                assertThat(receipt.measure()).isEqualTo("mean-absolute-difference");
            });

            long crossed = Objects.requireNonNull(halted.receipt()).crossed();
            bench.counts(new RecordCounts(
                    "one",
                    "raw-0",
                    300,
                    300,
                    Map.of("drop-field", 300L),
                    Map.of(),
                    0,
                    crossed + 700,
                    crossed + 720,
                    4));
            pairs(bench, 1_000, 1_500, 1_000, 0);
            bench.settle();

            assertThat(bench.verdict("one").verdict().kind()).isEqualTo(Verdict.Kind.HALTED);
            assertThat(bench.verdict("one").receipt()).isNotNull().satisfies(receipt -> {
                assertThat(receipt.isComplete()).isTrue();
                assertThat(receipt.tookMillis()).isEqualTo(700);
                assertThat(receipt.partitions()).singleElement().returns(4L, Receipt.Stop::released);
            });
            assertThat(bench.verdict("one").verdict().reasons())
                    .anyMatch(reason -> reason.contains("the last fault was injected 700 ms after the crossing"));
            assertThat(bench.controlEvents()).isEmpty();
        }
    }

    @Test
    void aReceiptIsNotCompleteWhileRecordsAreStillHeld() {
        try (Bench bench = Bench.of("one")) {
            bench.counts(RUNNING);
            pairs(bench, 0, 150, 1_000, 30);
            bench.settle();
            bench.counts(stopped(3, 2));
            bench.settle();
            assertThat(receipt(bench).isComplete()).isFalse();

            bench.counts(stopped(0, 5));
            bench.settle();

            assertThat(receipt(bench).isComplete()).isTrue();
            assertThat(receipt(bench).partitions()).singleElement().returns(5L, Receipt.Stop::released);
        }
    }

    private static Receipt receipt(Bench bench) {
        return Objects.requireNonNull(bench.verdict("one").receipt());
    }

    private static RecordCounts stopped(long held, long released) {
        return new RecordCounts("one", "raw-0", 300, 300, Map.of("drop-field", 300L), Map.of(), held, 5L, 9L, released);
    }

    @Test
    void aGuardrailThatAsksForWindowsHaltsWhenAllOfThemCrossRunning() {
        String windows = Bench.EXPERIMENT.formatted("one").replace("max: 2.0", "max: 2.0, windows: 2");
        try (Bench bench = new Bench(windows)) {
            bench.counts(RUNNING);
            pairs(bench, 0, 150, 1_000, 30);
            bench.settle();
            assertThat(bench.verdict("one").verdict().kind()).isEqualTo(Verdict.Kind.FAIL);
            pairs(bench, 1_000, 1_150, 61_000, 0);
            pairs(bench, 2_000, 2_150, 121_000, 30);
            bench.settle();
            assertThat(bench.controlEvents()).isEmpty();

            pairs(bench, 3_000, 3_150, 181_000, 30);
            bench.settle();

            assertThat(bench.controlEvents())
                    .hasSize(1)
                    .allSatisfy((key, event) -> assertThat(event).contains("in 2 windows running"));
        }
    }

    @Test
    void somebodyElsesHaltIsTheVerdictTooUntilItIsTakenBack() {
        try (Bench bench = Bench.of("one")) {
            bench.counts(RUNNING);
            bench.switched(
                    "one",
                    new ControlEvent("one", ControlEvent.Action.HALT, "heartbeat", "No heartbeat for 30000 ms", 99));
            bench.settle();
            assertThat(bench.verdict("one").verdict().kind()).isEqualTo(Verdict.Kind.HALTED);
            assertThat(bench.verdict("one").verdict().reasons()).contains("No heartbeat for 30000 ms");

            bench.switched("one", null);
            bench.settle();
            assertThat(bench.verdict("one").verdict().kind()).isNotEqualTo(Verdict.Kind.HALTED);
        }
    }

    @Test
    void theMeasurementBeatsAsLongAsOutcomesAreHeardOf() {
        String beating = Bench.EXPERIMENT.formatted("one").replace("min-pairs: 1", "min-pairs: 1\n      heartbeat: 5s");
        try (Bench bench = new Bench(beating)) {
            bench.counts(RUNNING);
            pairs(bench, 0, 3, 1_000, 0);
            bench.pass(Duration.ofSeconds(2));
            assertThat(bench.controlEvents()).containsOnlyKeys("one/heartbeat");

            // records go on to be hit, and nothing is heard of them
            for (int second = 1; second <= 12; second++) {
                bench.counts(
                        new RecordCounts("one", "raw-0", 300 + second, 300, Map.of("drop-field", 300L), Map.of(), 0));
                if (second == 8) {
                    bench.controlEvents();
                }
                bench.pass(Duration.ofSeconds(1));
            }
            assertThat(bench.controlEvents()).isEmpty();

            pairs(bench, 10, 13, 2_000, 0);
            bench.pass(Duration.ofSeconds(2));
            assertThat(bench.controlEvents()).containsOnlyKeys("one/heartbeat");
        }
    }

    private static void pairs(Bench bench, int from, int to, long timestamp, double moved) {
        for (int id = from; id < to; id++) {
            bench.control(id, timestamp, output(5, false));
            bench.treated(id, "one", timestamp, output(5 + moved + id % 2 * 0.1, false));
        }
    }
}
