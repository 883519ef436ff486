package dev.gregor.judge;

import static dev.gregor.config.MeasureName.DUPLICATE_RATE;
import static dev.gregor.config.MeasureName.INVALID_RATE;
import static dev.gregor.config.MeasureName.MISSING_RATE;
import static dev.gregor.config.MeasureName.OUTPUT_DELAY;
import static dev.gregor.judge.Verdict.Kind.FAIL;
import static dev.gregor.judge.Verdict.Kind.INCONCLUSIVE;
import static dev.gregor.judge.Verdict.Kind.PASS;
import static dev.gregor.measure.Arm.TREATED;
import static dev.gregor.measure.Arm.UNTREATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.MeasureName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordMeasuresTest {
    private static Given guarded(MeasureName measure, int hits) {
        return Given.experiment()
                .guard(null, measure, 0.05)
                .records(measure, TREATED, 1_000, hits)
                .records(measure, UNTREATED, 19_000, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"MISSING_RATE", "INVALID_RATE", "DUPLICATE_RATE"})
    void aRateOfRecordsDecides(MeasureName rate) {
        assertThat(guarded(rate, 10).verdict().kind()).isEqualTo(PASS);
        assertThat(guarded(rate, 50).verdict().kind()).isEqualTo(INCONCLUSIVE);
        assertThat(guarded(rate, 200).verdict().kind()).isEqualTo(FAIL);
    }

    @Test
    void failsInWordsWhereTreatedOutputsAreMissing() {
        Verdict verdict = guarded(MISSING_RATE, 812)
                .pairs(new Evidence.Pairs(188, 19_000, 812, 0, 0, 0, 812, 0))
                .verdict();

        assertThat(verdict.kind()).isEqualTo(FAIL);
        assertThat(verdict.reasons().get(0))
                .startsWith("the outputs of 812 of 1,000 treated records are missing, 81.2 % (")
                .endsWith("), beyond the margin of 5 %");
    }

    @Test
    void judgesWithoutAnyTreatedPair() {
        Given all = guarded(MISSING_RATE, 1_000).pairs(new Evidence.Pairs(0, 0, 1_000, 0, 0, 0, 1_000, 0));

        assertThat(all.verdict().kind()).isEqualTo(FAIL);
    }

    @Test
    void aDelayDecides() {
        assertThat(delayed(1, 1.1).verdict().kind()).isEqualTo(PASS);
        assertThat(delayed(-1, 7).verdict().kind()).isEqualTo(INCONCLUSIVE);
        assertThat(delayed(9, 9.5).verdict().reasons())
                .containsExactly(
                        "the treatment output came 9.250 s (9.226 s to 9.274 s) after the control output on average in 1,000 treated pairs, beyond the margin of 3 s");
    }

    private static Given delayed(double... seconds) {
        return Given.experiment().guard(null, OUTPUT_DELAY, 3).delayed(TREATED, 1_000, seconds);
    }

    @Test
    void aLedgerThatWasOftenLateLeavesTheVerdictOpen() {
        Verdict verdict = guarded(INVALID_RATE, 0)
                .pairs(new Evidence.Pairs(1_000, 19_000, 0, 0, 0, 0, 0, 0, 100))
                .verdict();

        assertThat(verdict.kind()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons().get(0)).contains("100 records", "blind: true");
    }

    @Test
    void detectionKnowsWhoseOutputsAreMissing() {
        Given lost = Given.experiment()
                .detect()
                .records(MISSING_RATE, TREATED, 1_000, 990)
                .pairs(new Evidence.Pairs(10, 18_900, 1_090, 0, 0, 0, 990, 0));
        Given silent = Given.experiment()
                .detect()
                .records(MISSING_RATE, TREATED, 1_000, 0)
                .records(DUPLICATE_RATE, TREATED, 1_000, 0)
                .pairs(new Evidence.Pairs(1_000, 18_900, 100, 0, 0, 0, 0, 0));

        assertThat(lost.verdict().kind()).isEqualTo(PASS);
        assertThat(silent.verdict().kind()).isEqualTo(FAIL);
    }
}
