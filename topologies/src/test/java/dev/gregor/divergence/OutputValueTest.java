package dev.gregor.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import dev.gregor.record.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputValueTest {

    @Test
    void aNumberIsAFiniteNumberAndNothingElse() {
        assertThat(OutputValue.of(new Value.Num("1e3"), Output.Type.NUMBER)).contains(new OutputValue.Quantity(1000));
        assertThat(List.of(
                        new Value.Num("NaN"),
                        new Value.Num("-Infinity"),
                        new Value.Num("1e999"),
                        new Value.Text("1000"),
                        new Value.Bool(true),
                        Value.Null.NULL))
                .allSatisfy(value ->
                        assertThat(OutputValue.of(value, Output.Type.NUMBER)).isEmpty());
    }

    @Test
    void aLabelIsTheTextOfAnyScalar() {
        assertThat(label(new Value.Text("late"))).isEqualTo("late");
        assertThat(label(new Value.Bool(false))).isEqualTo("false");
        assertThat(label(new Value.Num("3"))).isEqualTo("3");
        assertThat(OutputValue.of(Value.Null.NULL, Output.Type.LABEL)).isEmpty();
        assertThat(OutputValue.of(new Value.Items(List.of()), Output.Type.LABEL))
                .isEmpty();
    }

    @Test
    void distancesAreThoseOfTheMeasures() {
        assertThat(OutputValue.distance(
                        MeasureName.MEAN_ABSOLUTE_DIFFERENCE,
                        new OutputValue.Quantity(5),
                        new OutputValue.Quantity(2),
                        null))
                .contains(3.0);
        assertThat(OutputValue.distance(
                        MeasureName.FLIP_RATE, new OutputValue.Label("a"), new OutputValue.Label("b"), null))
                .contains(1.0);
        assertThat(OutputValue.distance(
                        MeasureName.FLIP_RATE, new OutputValue.Label("a"), new OutputValue.Label("a"), null))
                .contains(0.0);
    }

    @Test
    void aDifferenceBeyondTheRangeOfADoubleIsNone() {
        assertThat(OutputValue.distance(
                        MeasureName.MEAN_ABSOLUTE_DIFFERENCE,
                        new OutputValue.Quantity(-1e308),
                        new OutputValue.Quantity(1e308),
                        null))
                .isEmpty();
    }

    private static String label(Value value) {
        return OutputValue.of(value, Output.Type.LABEL)
                .map(label -> ((OutputValue.Label) label).text())
                .orElseThrow();
    }
}
