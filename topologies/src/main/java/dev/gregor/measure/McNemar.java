package dev.gregor.measure;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/** McNemar's test of pairs of which each half is so or not. */
public final class McNemar {
    private McNemar() {}

    /**
     * The exact two-sided p-value.
     *
     * @param gained how many pairs turned so
     * @param lost how many pairs turned not so
     * @return 1 without any pair that turned; for more than 2 billion of them by the normal approximation
     */
    public static double p(long gained, long lost) {
        long turned = gained + lost;
        if (turned > Integer.MAX_VALUE) {
            return Normal.twoSided((double) gained - lost, (double) turned);
        }
        double tail = BinomialDistribution.of((int) turned, 0.5).cumulativeProbability((int) Math.min(gained, lost));
        return Math.min(1, 2 * tail);
    }
}
