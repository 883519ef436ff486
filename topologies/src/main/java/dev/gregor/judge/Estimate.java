package dev.gregor.judge;

import dev.gregor.config.MeasureName;

/**
 * A measure of one output over the pairs of one arm, with its confidence sequence.
 *
 * @param value the point estimate; NaN without any pair
 * @param low the lower bound; negative infinity, or 0 for a rate or a distance, where it is not known yet
 * @param high the upper bound, at least {@code low}; positive infinity, or 1 for a rate, where it is not known yet
 * @param n how many pairs the estimate rests on
 */
public record Estimate(String output, MeasureName measure, Arm arm, double value, double low, double high, long n) {
    public Estimate {
        if (n < 0 || !(low <= high) || Double.isNaN(value) != (n == 0)) {
            throw new IllegalArgumentException(
                    value + " (" + low + " to " + high + ") of " + n + " pairs is no estimate of " + output);
        }
    }

    /** Whether the bounds of this estimate and of another one have a number in common. */
    boolean overlaps(Estimate other) {
        return low <= other.high && other.low <= high;
    }
}
