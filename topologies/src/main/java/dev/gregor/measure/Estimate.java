package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import org.jspecify.annotations.Nullable;

/**
 * A measure of one output over the pairs of one arm, with its confidence sequence.
 *
 * @param output the output; null where the measure is of whole records, as missing-rate
 * @param value the point estimate; NaN without any pair, or where it is not defined for those that came
 * @param low the lower bound; negative infinity, or 0 for a rate or a distance, where it is not known yet
 * @param high the upper bound, at least {@code low}; positive infinity, or 1 for a rate, where it is not known yet
 * @param n how many pairs, or records, the estimate rests on
 */
public record Estimate(
        @Nullable String output, MeasureName measure, Arm arm, double value, double low, double high, long n) {
    public Estimate {
        if (n < 0 || !(low <= high) || (n == 0 && !Double.isNaN(value))) {
            throw new IllegalArgumentException(value + " (" + low + " to " + high + ") of " + n
                    + " pairs is no estimate of " + (output == null ? measure.word() : output));
        }
    }

    /** The name of what it is an estimate of: the output, or the measure where it is of whole records. */
    public String subject() {
        return output == null ? measure.word() : output;
    }

    /** What it counts: records where an output may be missing, else pairs. */
    public String unit() {
        return measure == MeasureName.MISSING_RATE ? "record" : "pair";
    }

    /** Whether the bounds of this estimate and of another one have a number in common. */
    public boolean overlaps(Estimate other) {
        return low <= other.high && other.low <= high;
    }
}
