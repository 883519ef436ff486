package dev.gregor.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import dev.gregor.measure.OutputValue.Label;
import dev.gregor.measure.OutputValue.Quantity;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TruthSummaryTest {

    /** scikit-learn's f1_score(average="macro") on the same labels: 2/3, 4/5 and 0 of three classes; then 2/3, 2/3 and 0. */
    @Test
    void labelsHaveAccuracyAndMacroF1() {
        TruthSummary summary = empty(Output.Type.LABEL);
        String[] truth = {"a", "a", "b", "b", "c"};
        String[] control = {"a", "b", "b", "b", "a"};
        String[] treatment = {"a", "b", "b", "c", "b"};
        for (int i = 0; i < truth.length; i++) {
            summary.add(new Label(control[i]), new Label(treatment[i]), new Label(truth[i]), 0);
        }

        assertThat(value(summary, MeasureName.ACCURACY_CONTROL)).isEqualTo(0.6);
        assertThat(value(summary, MeasureName.ACCURACY_TREATMENT)).isEqualTo(0.4);
        assertThat(value(summary, MeasureName.ACCURACY_DROP)).isEqualTo(0.2);
        double controlF1 = (2 * 1 / 4.0 + 2 * 2 / 5.0 + 0) / 3;
        double treatmentF1 = (2 * 1 / 3.0 + 2 * 1 / 5.0 + 0) / 3;
        assertThat(value(summary, MeasureName.MACRO_F1_CONTROL)).isCloseTo(controlF1, within(1e-15));
        assertThat(value(summary, MeasureName.MACRO_F1_TREATMENT)).isCloseTo(treatmentF1, within(1e-15));
        assertThat(value(summary, MeasureName.MACRO_F1_DROP)).isCloseTo(controlF1 - treatmentF1, within(1e-15));
    }

    @Test
    void scoresHaveTheAreaUnderTheCurveAndTheirLosses() {
        TruthSummary summary = empty(Output.Type.SCORE);
        double[] control = {0.1, 0.4, 0.35, 0.8};
        double[] treatment = {0.1, 0.8, 0.35, 0.8};
        String[] truth = {"false", "false", "true", "true"};
        for (int i = 0; i < truth.length; i++) {
            summary.add(new Quantity(control[i]), new Quantity(treatment[i]), new Label(truth[i]), 0);
        }

        assertThat(value(summary, MeasureName.AUC_CONTROL)).isEqualTo(0.75);
        assertThat(value(summary, MeasureName.AUC_TREATMENT)).isEqualTo(0.625);
        assertThat(value(summary, MeasureName.AUC_DROP)).isEqualTo(0.125);
        assertThat(value(summary, MeasureName.BRIER_RISE)).isCloseTo((0.64 - 0.16) / 4, within(1e-15));
        assertThat(value(summary, MeasureName.LOG_LOSS_RISE))
                .isCloseTo((Math.log(0.6) - Math.log(0.2)) / 4, within(1e-15));
    }

    @Test
    void aScoreThatIsSureAndWrongLosesNoMoreThanThirtyFiveNats() {
        TruthSummary summary = empty(Output.Type.SCORE);
        summary.add(new Quantity(0), new Quantity(1), new Label("false"), 0);

        assertThat(value(summary, MeasureName.LOG_LOSS_RISE)).isCloseTo(-Math.log(1e-15), within(0.1));
        assertThat(value(summary, MeasureName.BRIER_RISE)).isEqualTo(1);
        assertThat(value(summary, MeasureName.AUC_CONTROL)).isNaN();
    }

    @Test
    void numbersHaveTheirMeanAbsoluteErrors() {
        TruthSummary summary = empty(Output.Type.NUMBER);
        for (int i = 0; i < 200; i++) {
            summary.add(new Quantity(i), new Quantity(i + (i % 2 == 0 ? 3 : -1)), new Quantity(i + 1.0), i);
        }

        assertThat(value(summary, MeasureName.MEAN_ABSOLUTE_ERROR_CONTROL)).isEqualTo(1);
        assertThat(value(summary, MeasureName.MEAN_ABSOLUTE_ERROR_TREATMENT)).isEqualTo(2);
        Estimate rise = summary.estimate(MeasureName.MEAN_ABSOLUTE_ERROR_RISE, "x", Arm.TREATED, 0.05);
        assertThat(rise.value()).isEqualTo(1);
        assertThat(rise.low()).isEqualTo(1);
        assertThat(rise.n()).isEqualTo(200);
    }

    @Property(tries = 200)
    void partsMergeInAnyOrderAndGoThereAndBack(@ForAll long seed) {
        for (Output.Type type : new Output.Type[] {Output.Type.LABEL, Output.Type.SCORE, Output.Type.NUMBER}) {
            Random random = new Random(seed);
            TruthSummary one = random(type, random);
            TruthSummary two = random(type, random);
            byte[] first = Bytes.of(one::write);
            byte[] second = Bytes.of(two::write);

            one.merge(read(type, second));
            two.merge(read(type, first));

            assertThat(Bytes.of(two::write)).isEqualTo(Bytes.of(one::write));
            assertThat(one.n()).isEqualTo(200);
            TruthSummary read = read(type, Bytes.of(one::write));
            for (MeasureName measure : MeasureName.of(type)) {
                if (measure.needsTruth()) {
                    assertThat(read.estimate(measure, "x", Arm.TREATED, 0.05))
                            .isEqualTo(one.estimate(measure, "x", Arm.TREATED, 0.05));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Output.Type.class,
            names = {"RANKING", "VECTOR", "TEXT"})
    void otherOutputsHaveNoTruth(Output.Type type) {
        assertThatIllegalArgumentException().isThrownBy(() -> empty(type));
    }

    private static TruthSummary random(Output.Type type, Random random) {
        TruthSummary summary = empty(type);
        for (int i = 0; i < 100; i++) {
            if (type == Output.Type.LABEL) {
                summary.add(label(random), label(random), label(random), random.nextInt(30));
            } else {
                OutputValue truth = type == Output.Type.SCORE
                        ? new Label(Boolean.toString(random.nextBoolean()))
                        : new Quantity(random.nextGaussian());
                summary.add(
                        new Quantity(random.nextDouble()),
                        new Quantity(random.nextDouble()),
                        truth,
                        random.nextInt(30));
            }
        }
        return summary;
    }

    private static Label label(Random random) {
        return new Label("l" + random.nextInt(5));
    }

    private static TruthSummary read(Output.Type type, byte[] bytes) {
        return Bytes.read(bytes, in -> TruthSummary.read(new Output(type, null), Summary.Detail.RUN, true, in));
    }

    private static TruthSummary empty(Output.Type type) {
        return TruthSummary.empty(new Output(type, null), Summary.Detail.RUN, true);
    }

    private static double value(TruthSummary summary, MeasureName measure) {
        return summary.estimate(measure, "x", Arm.TREATED, 0.05).value();
    }
}
