package dev.gregor.judge;

import static dev.gregor.config.MeasureName.EXCEEDANCE_RATE;
import static dev.gregor.config.MeasureName.MEAN_ABSOLUTE_DIFFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import dev.gregor.measure.OutputValue;
import dev.gregor.measure.Summary;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Cases that users of other judges complained about (REFERENCE.md, section 4), with the verdict that they should have got. */
class ComplaintsTest {
    private static final Output OUTPUT = new Output(Output.Type.NUMBER, null, 0.5);

    /** spinnaker #6278: seven of ten values a hundred times larger passed. */
    @Test
    void mostValuesAHundredTimesLargerFail() {
        assertThat(guarded(10, i -> 1, i -> i < 7 ? 100 : 1).verdict().kind()).isEqualTo(Verdict.Kind.FAIL);
    }

    /** kayenta #426: errors where there were none before passed. */
    @Test
    void errorsWhereThereWereNoneNeverPass() {
        double[] errors = {0, 1, 2, 1, 0, 0};
        assertThat(guarded(6, i -> 0, i -> errors[i]).verdict().kind())
                .isIn(Verdict.Kind.FAIL, Verdict.Kind.INCONCLUSIVE);
    }

    /** kayenta #780, case 1: quite another spread around the same middle passed. */
    @Test
    void anotherSpreadAroundTheSameMiddleFails() {
        assertThat(guarded(78, i -> i % 2 == 0 ? 1 : 106, i -> 10 + 0.1 * i)
                        .verdict()
                        .kind())
                .isEqualTo(Verdict.Kind.FAIL);
    }

    /** argo #4479: where every measurement is an error, it was successful. */
    @Test
    void nothingButErrorsIsInconclusiveAndSaysSo() {
        Verdict verdict = Given.experiment()
                .guard("delay", EXCEEDANCE_RATE, 0.1)
                .records(10_000, 500, 500)
                .pairs(new Evidence.Pairs(500, 9_500, 0, 0, 0, 500, 0, 500))
                .verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);
        assertThat(verdict.reasons()).anyMatch(reason -> reason.startsWith("500 outputs are invalid"));
    }

    /** evidently #509: eight rows were told to drift. */
    @Test
    void eightPairsAreTooFewForAVerdict() {
        Verdict verdict = guarded(8, i -> 5, i -> 5).verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);
        assertThat(verdict.reasons()).anyMatch(reason -> reason.contains("Only 8 treated pairs"));
    }

    /** evidently #50: the same drift in 5 % of the data and in all of it had opposite answers. */
    @Test
    void aSampleOfADriftHasTheSameEstimateAndWiderBounds() {
        Estimate all = estimate(MEAN_ABSOLUTE_DIFFERENCE, 20_000, i -> i % 7, i -> i % 7 + 1 + i % 3);
        Estimate some = estimate(MEAN_ABSOLUTE_DIFFERENCE, 999, i -> i % 7, i -> i % 7 + 1 + i % 3);

        assertThat(some.value()).isCloseTo(all.value(), within(1e-3));
        assertThat(some.high() - some.low()).isGreaterThan(2 * (all.high() - all.low()));
    }

    private static Given guarded(int pairs, IntToDoubleFunction control, IntToDoubleFunction treatment) {
        return Given.experiment()
                .guard("delay", EXCEEDANCE_RATE, 0.1)
                .records(20L * pairs, pairs, pairs)
                .pairs(pairs, 19L * pairs)
                .estimate(estimate(EXCEEDANCE_RATE, pairs, control, treatment));
    }

    private static Estimate estimate(
            MeasureName measure, int pairs, IntToDoubleFunction control, IntToDoubleFunction treatment) {
        Summary summary = Summary.empty(OUTPUT, Summary.Detail.RUN, false);
        for (int i = 0; i < pairs; i++) {
            summary.add(
                    new OutputValue.Quantity(control.applyAsDouble(i)),
                    new OutputValue.Quantity(treatment.applyAsDouble(i)),
                    0);
        }
        return summary.estimate(measure, "delay", Arm.TREATED, Judge.ALPHA);
    }
}
