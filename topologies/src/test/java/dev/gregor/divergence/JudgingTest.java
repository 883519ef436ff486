package dev.gregor.divergence;

import static dev.gregor.divergence.Bench.output;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.config.MeasureName;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import dev.gregor.measure.OutputValue;
import dev.gregor.record.RecordCounts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JudgingTest {
    private static final MeasureName DIFFERENCE = MeasureName.MEAN_ABSOLUTE_DIFFERENCE;
    private static final Window FIRST_MINUTE = new Window(0, 60_000);

    private final Bench bench = Bench.of("one");

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void treatedAndUntreatedPairsAreMeasuredApartByWindowAndOverTheRun() {
        pair(1, "one", 1_000, output(5, false), output(7, true));
        pair(2, "one", 59_999, output(5, false), output(1, false));
        pair(3, "one", 60_000, output(5, false), output(5, false));
        pair(4, null, 1_000, output(5, false), output(5, false));
        bench.settle();

        assertThat(bench.number(delay(FIRST_MINUTE, Arm.TREATED))).isEqualTo("3.0/2");
        assertThat(bench.number(delay(new Window(60_000, 120_000), Arm.TREATED)))
                .isEqualTo("0.0/1");
        assertThat(bench.number(delay(null, Arm.TREATED))).isEqualTo("2.0/3");
        assertThat(bench.number(delay(null, Arm.UNTREATED))).isEqualTo("0.0/1");
        assertThat(bench.number(
                        new Bench.Subject("one", FIRST_MINUTE, "late", MeasureName.FLIP_RATE, Arm.TREATED, null)))
                .isEqualTo("0.5/2");
    }

    @Test
    void aNumberIsSaidOnlyWhenItChanged() {
        pair(1, "one", 1_000, output(5, false), output(7, false));
        bench.settle();
        int numbers = bench.numbers().size();
        int verdicts = bench.verdicts("one").size();

        bench.pass(Duration.ofSeconds(10));

        assertThat(numbers).isPositive();
        assertThat(bench.numbers()).hasSize(numbers);
        assertThat(bench.verdicts("one")).hasSize(verdicts);
    }

    @Test
    void snapshotsOfSeveralTasksAddUpAndReplaceTheirForerunners() {
        bench.partial("one", pairs(5, 1, 2));
        bench.partial("one", pairs(7, 9));
        bench.partial("one", pairs(5, 1, 2, 4));
        bench.partial("one", outcomes(5, 2));
        bench.partial("one", outcomes(7, 1));
        bench.partial("one", outcomes(5, 3));
        bench.settle();

        assertThat(bench.number(delay(null, Arm.TREATED))).isEqualTo("4.0/4");
        assertThat(bench.outcomes("one")).containsEntry("treated", 4L);

        int numbers = bench.numbers().size();
        bench.partial("one", pairs(5, 1, 2, 4));
        bench.settle();
        assertThat(bench.numbers()).hasSize(numbers);
    }

    @Test
    void countsOfSeveralPartitionsAddUpAndReplaceTheirForerunners() {
        bench.counts(new RecordCounts("one", "raw-0", 10, 1, Map.of("drop-field", 1L), Map.of(), 0));
        bench.counts(new RecordCounts("one", "raw-1", 5, 1, Map.of("drop-field", 1L), Map.of(), 0));
        bench.counts(new RecordCounts("one", "raw-0", 20, 3, Map.of("drop-field", 2L), Map.of("absent", 1L), 0));
        bench.counts(new RecordCounts("other", "raw-0", 99, 99, Map.of(), Map.of(), 0));
        bench.settle();

        var records = bench.verdict("one").records();
        assertThat(records.seen()).isEqualTo(25);
        assertThat(records.selected()).isEqualTo(4);
        assertThat(records.injected()).isEqualTo(Map.of("drop-field", 3L));
        assertThat(records.skipped()).isEqualTo(Map.of("absent", 1L));
    }

    @Test
    void thereIsAVerdictEvenIfNothingEverCame() {
        bench.settle();

        assertThat(bench.verdict("one").verdict().kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);
        assertThat(bench.verdict("one").isFinal()).isFalse();
    }

    @Test
    void theVerdictFollowsTheEvidence() {
        bench.reload(Bench.EXPERIMENT.formatted("one").replace("max: 2.0", "max: 2.0, halt: false"));
        bench.counts(new RecordCounts("one", "raw-0", 300, 300, Map.of("drop-field", 300L), Map.of(), 0));
        for (int id = 0; id < 300; id++) {
            pair(id, "one", 1_000, output(5, false), output(id % 2 == 0 ? 30 : 31, false));
        }
        bench.settle();

        assertThat(bench.verdict("one").verdict().kind()).isEqualTo(Verdict.Kind.FAIL);
    }

    @Test
    void aChangedMarginIsJudgedWithoutANewRecord() {
        theVerdictFollowsTheEvidence();
        bench.reload(Bench.EXPERIMENT.formatted("one").replace("max: 2.0", "max: 100"));
        bench.settle();

        assertThat(bench.verdict("one").verdict().kind()).isNotEqualTo(Verdict.Kind.FAIL);
    }

    @Test
    void theVerdictIsFinalWhenTheScheduleHasEndedAndNothingIsOpen() {
        String scheduled = Bench.EXPERIMENT
                .formatted("one")
                .replace(
                        "route: flights",
                        "route: flights\n    schedule: { start: 1970-01-01T00:00:00Z, duration: 1m }");
        try (Bench ending = new Bench(scheduled)) {
            ending.control(1, 59_000, output(5, false));
            ending.control(2, 69_000, output(5, false));
            ending.treatment(2, 69_000, output(5, false));
            ending.settle();
            assertThat(ending.verdict("one").isFinal()).isFalse();

            ending.treatment(1, 59_000, output(5, false));
            ending.control(3, 70_000, output(5, false));
            ending.treatment(3, 70_000, output(5, false));
            ending.settle();
            assertThat(ending.verdict("one").isFinal()).isTrue();
            assertThat(ending.outcomes("one")).isEqualTo(Map.of("untreated", 1L));
        }
    }

    /** The step for outputs that are brought together has none of them, and must not hold the end back. */
    @Test
    void theVerdictOnPairsByKeyIsFinalAsSoonAsTheirOwnTasksSaySo() {
        String scheduled = Bench.EXPERIMENT
                .formatted("one")
                .replace("pair-by: header", "pair-by: key")
                .replace(
                        "route: flights",
                        "route: flights\n    schedule: { start: 1970-01-01T00:00:00Z, duration: 1m }");
        try (Bench byKey = new Bench(scheduled, true)) {
            for (Side side : Side.values()) {
                byKey.raw(side, "k1", 59_000, output(5, false));
                byKey.raw(side, "k2", 70_000, output(5, false));
            }
            byKey.settle();

            assertThat(byKey.verdict("one").isFinal()).isTrue();
        }
    }

    @Test
    void theNoiseOfASecondControlArmIsNoOutcomeOfTheExperiment() {
        String twoControls =
                Bench.EXPERIMENT.formatted("one").replace("min-pairs: 1", "min-pairs: 1\n      control-2: again");
        try (Bench both = new Bench(twoControls)) {
            both.control(1, 1_000, output(5, false));
            both.treated(1, "one", 1_000, output(7, false));
            both.pipe("again", 1, 1_000, output(5, false));
            both.settle();
            int verdicts = both.verdicts("one").size();

            both.pass(Duration.ofSeconds(10));

            assertThat(both.verdicts("one")).hasSize(verdicts);
        }
    }

    @Test
    void divergenceEventsHaveTheseFields() throws IOException {
        pair(1, "one", 1_000, output(5, false), output(7, false));
        bench.settle();
        List<String> events = bench.rawNumbers();

        assertThat(events)
                .contains("{\"version\":1,\"experiment\":\"one\",\"window\":{\"start\":0,\"end\":60000},"
                        + "\"output\":\"delay\",\"measure\":\"mean-absolute-difference\",\"arm\":\"treated\","
                        + "\"segment\":null,\"value\":2.0,\"low\":0.0,\"high\":null,\"n\":1}");
        assertThat(events).anySatisfy(event -> assertThat(event).contains("\"window\":null"));
    }

    @Test
    void verdictEventsHaveTheseFields() throws IOException {
        pair(1, "one", 1_000, output(5, false), output(7, false));
        bench.counts(new RecordCounts("one", "raw-0", 10, 1, Map.of("drop-field", 1L), Map.of(), 0));
        bench.settle();
        List<String> events = bench.rawVerdicts();
        JsonNode event = new ObjectMapper().readTree(events.get(events.size() - 1));

        assertThat(event.fieldNames())
                .toIterable()
                .containsExactly(
                        "version",
                        "experiment",
                        "verdict",
                        "reasons",
                        "final",
                        "records",
                        "pairs",
                        "measures",
                        "net",
                        "overall",
                        "halt",
                        "outputs");
        assertThat(event.get("records").toString())
                .isEqualTo("{\"seen\":10,\"selected\":1,\"injected\":{\"drop-field\":1},\"skipped\":{}}");
        assertThat(event.get("pairs").toString())
                .isEqualTo(
                        "{\"treated\":1,\"untreated\":0,\"excluded\":0,\"missing\":0,\"missing-treated\":0,\"orphan\":0,\"invalid\":0,"
                                + "\"invalid-treated\":0,\"duplicate\":0,\"late\":0,\"unidentified\":0,\"late-mark\":0,\"unlabelled\":0}");
        assertThat(event.get("measures").toString())
                .contains("{\"output\":\"delay\",\"measure\":\"mean-absolute-difference\",\"arm\":\"treated\","
                        + "\"value\":2.0,\"low\":0.0,\"high\":null,\"n\":1}");
        assertThat(event.get("measures")).isNotEmpty();
    }

    @Test
    void aVerdictEventIsReadAsItWasWritten() {
        pair(1, "one", 1_000, output(5, false), output(7, false));
        bench.settle();
        VerdictEvent verdict = bench.verdict("one");

        assertThat(new String(VerdictEvent.fromJson(verdict.toJson()).toJson(), UTF_8))
                .isEqualTo(new String(verdict.toJson(), UTF_8));
    }

    private void pair(int id, @Nullable String hitBy, long timestamp, String control, String treatment) {
        bench.control(id, timestamp, control);
        if (hitBy == null) {
            bench.treatment(id, timestamp, treatment);
        } else {
            bench.treated(id, hitBy, timestamp, treatment);
        }
    }

    private static Bench.Subject delay(@Nullable Window window, Arm arm) {
        return new Bench.Subject("one", window, "delay", DIFFERENCE, arm, null);
    }

    /** What a task knows of treated pairs with these differences. */
    private static Partial.OfPairs pairs(int task, double... differences) {
        TallyKey key = TallyKey.ofRun("one", Arm.TREATED);
        Measured experiment = Comparisons.of(Bench.load(Bench.EXPERIMENT.formatted("one")))
                .experiment("one")
                .orElseThrow();
        Tally tally = Tally.empty(experiment, key);
        for (double difference : differences) {
            tally.paired(
                    new Entry.Undecided(
                            new byte[0],
                            reading(experiment, Side.CONTROL, 0),
                            reading(experiment, Side.TREATMENT, difference),
                            false,
                            0),
                    0);
        }
        return new Partial.OfPairs(task, key, tally.toBytes());
    }

    private static Reading reading(Measured experiment, Side side, double delay) {
        Slot slot = experiment.compared().get(0).slot();
        return new Reading(
                1,
                side,
                0,
                0,
                0,
                true,
                null,
                0,
                new Values.Found(1)
                        .add(slot.id(), new OutputValue.Quantity(delay))
                        .values());
    }

    private static Partial outcomes(int task, long treated) {
        OutcomeCounts counts = new OutcomeCounts();
        counts.add(Outcome.TREATED, treated);
        return new Partial.OfOutcomes(task, counts, Progress.UNKNOWN, false);
    }
}
