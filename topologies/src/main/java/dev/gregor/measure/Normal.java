package dev.gregor.measure;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The approximation of a test by the normal law. */
final class Normal {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    /** The chance of a deviation that is at least as large, to either side; NaN without any variance. */
    static double twoSided(double deviation, double variance) {
        return variance > 0
                ? Math.min(1, 2 * STANDARD.survivalProbability(Math.abs(deviation) / Math.sqrt(variance)))
                : Double.NaN;
    }
}
