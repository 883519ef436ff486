package dev.gregor.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.Output;
import dev.gregor.measure.OutputValue.Label;
import dev.gregor.measure.OutputValue.Quantity;
import dev.gregor.measure.OutputValue.Ranking;
import dev.gregor.measure.OutputValue.Text;
import dev.gregor.measure.OutputValue.Vector;
import dev.gregor.record.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputValueTest {

    @Test
    void valuesAreOutputsOfTheirType() {
        assertThat(OutputValue.of(number("-1.5e3"), Output.Type.NUMBER)).contains(new Quantity(-1500));
        assertThat(OutputValue.of(number("1"), Output.Type.SCORE)).contains(new Quantity(1));
        assertThat(OutputValue.of(number("1.50"), Output.Type.LABEL)).contains(new Label("1.50"));
        assertThat(OutputValue.of(new Value.Bool(true), Output.Type.LABEL)).contains(new Label("true"));
        assertThat(OutputValue.of(items(number("1"), new Value.Text("b")), Output.Type.RANKING))
                .contains(new Ranking(List.of("1", "b")));
        assertThat(OutputValue.of(items(), Output.Type.RANKING)).contains(new Ranking(List.of()));
        assertThat(OutputValue.of(items(number("1"), number("-2.5")), Output.Type.VECTOR))
                .contains(new Vector(new double[] {1, -2.5}));
        assertThat(OutputValue.of(new Value.Text("late"), Output.Type.TEXT)).contains(new Text("late"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e151", "-1e400"})
    void numbersWhoseSquaresOverflowAreNoOutputs(String lexeme) {
        assertThat(OutputValue.of(number(lexeme), Output.Type.NUMBER)).isEmpty();
        assertThat(OutputValue.of(items(number("1"), number(lexeme)), Output.Type.VECTOR))
                .isEmpty();
    }

    @Test
    void whatIsOfAnotherTypeIsNoOutput() {
        assertThat(OutputValue.of(new Value.Text("1"), Output.Type.NUMBER)).isEmpty();
        assertThat(OutputValue.of(number("1.0001"), Output.Type.SCORE)).isEmpty();
        assertThat(OutputValue.of(number("-0.1"), Output.Type.SCORE)).isEmpty();
        assertThat(OutputValue.of(Value.Null.NULL, Output.Type.LABEL)).isEmpty();
        assertThat(OutputValue.of(items(number("1"), items()), Output.Type.RANKING))
                .isEmpty();
        assertThat(OutputValue.of(items(number("1"), number("1")), Output.Type.RANKING))
                .isEmpty();
        assertThat(OutputValue.of(
                        items(Collections.nCopies(1_001, number("1")).toArray(Value[]::new)), Output.Type.RANKING))
                .isEmpty();
        assertThat(OutputValue.of(items(), Output.Type.VECTOR)).isEmpty();
        assertThat(OutputValue.of(
                        items(Collections.nCopies(4_097, number("1")).toArray(Value[]::new)), Output.Type.VECTOR))
                .isEmpty();
        assertThat(OutputValue.of(items(new Value.Text("1")), Output.Type.VECTOR))
                .isEmpty();
        assertThat(OutputValue.of(number("1"), Output.Type.TEXT)).isEmpty();
    }

    static Stream<OutputValue> everyKind() {
        return Stream.of(
                new Quantity(-0.1),
                new Label(""),
                new Ranking(List.of("a", "\u00e4 \uD83D\uDE00")),
                new Vector(new double[] {1, -0.0, 1e-300}),
                new Text("x".repeat(70_000)));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void valuesGoThereAndBack(OutputValue value) {
        assertThat(Bytes.read(Bytes.of(value::write), OutputValue::read)).isEqualTo(value);
    }

    /** Half a surrogate pair too, which UTF-8 cannot hold. */
    @Property
    void textsGoThereAndBack(@ForAll char[] characters) {
        OutputValue text = new Text(new String(characters));

        assertThat(Bytes.read(Bytes.of(text::write), OutputValue::read)).isEqualTo(text);
    }

    private static Value number(String lexeme) {
        return new Value.Num(lexeme);
    }

    private static Value items(Value... values) {
        return new Value.Items(Arrays.asList(values));
    }
}
