package dev.gregor.divergence;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import dev.gregor.record.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value that is compared between the arms. */
sealed interface OutputValue {

    /** A quantity, always finite. */
    record Quantity(double value) implements OutputValue {}

    /** The name of a class. */
    record Label(String text) implements OutputValue {}

    /**
     * The value as an output of the given type. A number must be a number and finite; a label is the text of any scalar.
     *
     * @return empty if it is no such output
     */
    static Optional<OutputValue> of(Value value, Output.Type type) {
        return switch (type) {
            case NUMBER ->
                value instanceof Value.Num number && Double.isFinite(number.toDouble())
                        ? Optional.of(new Quantity(number.toDouble()))
                        : Optional.empty();
            case LABEL -> text(value).map(Label::new);
        };
    }

    /**
     * How far two values of one pair lie apart by a measure.
     *
     * @param tolerance the largest difference that counts as none; null if the output has none
     * @return empty if the measure is not defined for them, as where the difference is beyond the range of a double
     */
    static Optional<Double> distance(
            MeasureName measure, OutputValue control, OutputValue treatment, @Nullable Double tolerance) {
        return switch (measure) {
            case MEAN_ABSOLUTE_DIFFERENCE -> absolute(control, treatment);
            case EXCEEDANCE_RATE ->
                tolerance == null
                        ? Optional.empty()
                        : absolute(control, treatment).map(d -> d > tolerance ? 1.0 : 0.0);
            case FLIP_RATE ->
                control instanceof Label c && treatment instanceof Label t
                        ? Optional.of(c.equals(t) ? 0.0 : 1.0)
                        : Optional.empty();
            case MISSING_RATE, INVALID_RATE, DUPLICATE_RATE, OUTPUT_DELAY -> Optional.empty();
        };
    }

    private static Optional<Double> absolute(OutputValue control, OutputValue treatment) {
        return control instanceof Quantity c
                        && treatment instanceof Quantity t
                        && Double.isFinite(t.value() - c.value())
                ? Optional.of(Math.abs(t.value() - c.value()))
                : Optional.empty();
    }

    private static Optional<String> text(Value value) {
        if (value instanceof Value.Text text) {
            return Optional.of(text.value());
        } else if (value instanceof Value.Num number) {
            return Optional.of(number.lexeme());
        } else if (value instanceof Value.Bool bool) {
            return Optional.of(Boolean.toString(bool.value()));
        }
        return Optional.empty();
    }
}
