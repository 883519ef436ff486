package dev.gregor.fault;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** How far a sample lies from its distribution. */
final class Distances {
    private Distances() {}

    /** The largest distance between the cumulative distribution and that of the sample. */
    static double kolmogorovSmirnov(double[] sample, DoubleUnaryOperator cumulative) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double largest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = cumulative.applyAsDouble(sorted[i]);
            largest = Math.max(
                    largest, Math.max(expected - (double) i / sorted.length, (i + 1.0) / sorted.length - expected));
        }
        return largest;
    }

    /** Makes sure that all lie within these bounds. */
    static void assertAllBetween(double[] sample, double least, double most) {
        for (double each : sample) {
            if (!(each >= least && each <= most)) {
                throw new AssertionError(each + " is not between " + least + " and " + most);
            }
        }
    }

    /** What the distance stays below in 99.9 % of the samples (Kolmogorov, 1933). */
    static double bound(int size) {
        return 1.95 / Math.sqrt(size);
    }
}
