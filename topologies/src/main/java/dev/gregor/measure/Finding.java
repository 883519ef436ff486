package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import org.jspecify.annotations.Nullable;

/** A value with its bounds, before it is said what it is of. */
record Finding(double value, Interval bounds, long n) {

    static Finding of(Mean mean, double alpha) {
        return new Finding(mean.value(), mean.interval(alpha), mean.n());
    }

    static Finding of(Rate rate, double alpha) {
        return new Finding(rate.value(), rate.interval(alpha), rate.n());
    }

    /** A value without bounds. */
    static Finding shown(double value, long n) {
        return new Finding(n == 0 ? Double.NaN : value, Interval.UNKNOWN, n);
    }

    /** A mean of distances is never negative, whatever a normal approximation thinks. */
    Finding notBelowZero() {
        return new Finding(value, bounds.notBelow(0), n);
    }

    Estimate estimate(MeasureName measure, @Nullable String output, Arm arm) {
        return new Estimate(output, measure, arm, value, bounds.low(), bounds.high(), n);
    }

    /** What a summary says when asked for a measure of another kind of output. */
    static IllegalArgumentException undefined(MeasureName measure, String outputs) {
        return new IllegalArgumentException(measure.word() + " is not defined for " + outputs);
    }
}
