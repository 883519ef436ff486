package dev.gregor.divergence;

import static dev.gregor.divergence.Bench.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final String SAME = output(5, false);
    private static final String BLIND = Bench.EXPERIMENT.formatted("one").replace("route:", "blind: true\n    route:");

    private Bench bench = Bench.of("one", "two");

    @AfterEach
    void clear() {
        bench.close();
    }

    private void blind() {
        bench.close();
        bench = new Bench(BLIND);
    }

    private String rate(MeasureName measure, Arm arm) {
        return bench.number(Bench.Subject.ofRun("one", null, measure, arm));
    }

    @Test
    void aMissingOutputIsThatOfATreatedRecordWhereTheLedgerSaysSo() {
        bench.ledger(1, "one", "live");
        bench.control(1, 1_000, SAME);
        bench.control(2, 1_000, SAME);
        bench.ledger(3, "one", "live");
        bench.treated(3, "one", 20_000, SAME);
        bench.control(3, 20_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("missing", 2L, "missing-treated", 1L, "treated", 1L));
        assertThat(bench.outcomes("two")).isEqualTo(Map.of("missing", 1L, "excluded", 1L));
        assertThat(rate(MeasureName.MISSING_RATE, Arm.TREATED)).isEqualTo("0.5/2");
        assertThat(rate(MeasureName.MISSING_RATE, Arm.UNTREATED)).isEqualTo("1.0/1");
    }

    @Test
    void theLedgerMayComeAfterTheControlOutput() {
        bench.control(1, 1_000, SAME);
        bench.ledger(1, "one", "live");
        bench.treatment(2, 20_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("missing", 1L, "missing-treated", 1L));
    }

    @Test
    void aTreatmentOutputThatLostItsHeaderIsTreatedWhereTheLedgerCameBeforeThePair() {
        bench.treatment(1, 1_000, SAME);
        bench.ledger(1, "one", "live");
        bench.ledger(1, "one", "live");
        bench.control(1, 1_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("treated", 1L));
        assertThat(bench.outcomes("two")).isEqualTo(Map.of("excluded", 1L));
    }

    @Test
    void aLedgerThatComesTooLateIsCounted() {
        bench.treatment(1, 1_000, SAME);
        bench.control(1, 1_000, SAME);
        bench.ledger(1, "one", "live");
        bench.ledger(1, "one", "live");
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 1L, "late-mark", 1L));
    }

    @Test
    void anInvalidOutputOfATreatedRecordIsToldByTheLedger() {
        bench.ledger(1, "one", "live");
        bench.control(1, 1_000, SAME);
        bench.treatment(1, 1_000, null);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("treated", 1L, "invalid", 1L, "invalid-treated", 1L));
        assertThat(rate(MeasureName.INVALID_RATE, Arm.TREATED)).isEqualTo("1.0/1");
    }

    @Test
    void whatAShadowExperimentDecidedTreatsNothing() {
        bench.ledger(1, "one", "shadow");
        bench.control(1, 1_000, SAME);
        bench.treatment(1, 1_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 1L));
    }

    @Test
    void aBlindPairWaitsForTheLedgerWhateverTheOrder() {
        blind();
        bench.control(1, 1_000, SAME);
        bench.treatment(1, 1_000, SAME);
        bench.ledger(2, "one", "live");
        bench.treatment(2, 1_000, SAME);
        bench.control(2, 1_000, SAME);
        bench.settle();
        assertThat(bench.outcomes("one")).isEqualTo(Map.of("treated", 1L));

        bench.ledger(1, "one", "live");
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("treated", 2L));
    }

    @Test
    void aBlindPairIsUntreatedOnceTheLedgerIsNotAwaitedAnyMore() {
        blind();
        bench.control(1, 1_000, SAME);
        bench.treatment(1, 1_000, SAME);
        bench.settle();
        assertThat(bench.outcomes("one")).isEmpty();

        bench.pass(Duration.ofSeconds(31));

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 1L));
    }

    @Test
    void theWordOfTheLedgerOnARecordWithoutOutputsIsForgottenAfterADay() {
        bench.ledger(1, "one", "live");
        assertThat(bench.entriesKept()).isEqualTo(1);

        for (int hour = 0; hour < 24; hour++) {
            bench.pass(Duration.ofHours(1));
        }

        assertThat(bench.entriesKept()).isZero();
    }

    @Test
    void outputsThatCameTwiceAreARateOfThePairs() {
        bench.control(1, 1_000, SAME);
        bench.treatment(1, 1_000, SAME);
        bench.treatment(1, 1_000, SAME);
        bench.treatment(1, 1_000, SAME);
        bench.treatment(2, 1_000, SAME);
        bench.treatment(2, 1_000, SAME);
        bench.control(2, 1_000, SAME);
        bench.control(3, 1_000, SAME);
        bench.treatment(3, 1_000, SAME);
        bench.control(3, 1_000, SAME);
        bench.settle();

        assertThat(rate(MeasureName.DUPLICATE_RATE, Arm.UNTREATED)).isEqualTo((2 / 3.0) + "/3");
    }

    @Test
    void theDelayOfAnOutputIsThatOfItsArrival() {
        bench.control(1, 1_000, SAME);
        bench.pass(Duration.ofSeconds(3));
        bench.treated(1, "one", 1_000, SAME);
        bench.settle();

        assertThat(rate(MeasureName.OUTPUT_DELAY, Arm.TREATED)).isEqualTo("3.0/1");
    }

    @Test
    void differencesAboveTheToleranceAreARate() {
        bench.close();
        bench = new Bench(
                Bench.EXPERIMENT.formatted("one").replace("{ type: number }", "{ type: number, tolerance: 1 }"));
        for (int id = 0; id < 4; id++) {
            bench.control(id, 1_000, output(5, false));
            bench.treatment(id, 1_000, output(5.5 + id / 2.0, false));
        }
        bench.settle();

        assertThat(bench.number(Bench.Subject.ofRun("one", "delay", MeasureName.EXCEEDANCE_RATE, Arm.UNTREATED)))
                .isEqualTo("0.5/4");
    }
}
