package dev.gregor.judge;

import dev.gregor.measure.BetaMixture;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether as many records were selected as the fraction says. If not, the two groups are not what they are taken for, and
 * nothing that is found between them means anything.
 *
 * <p>While an experiment runs: the anytime-valid multinomial test of Lindon and Malek (2022), "Anytime-valid inference for
 * multinomial count data", with the Dirichlet prior 100 * (fraction, 1 - fraction). Once at the end: Pearson's chi-square,
 * which is sharper but must not be watched.
 */
final class SampleRatio {
    /** The chance below which a ratio counts as broken. */
    static final double ALARM = 0.001;

    private static final double CONCENTRATION = 100;

    /** The fewest records expected on either side for chi-square to mean what it says (Cochran 1954). */
    private static final double FEWEST_EXPECTED = 5;

    private static final ChiSquaredDistribution ONE_DEGREE = ChiSquaredDistribution.of(1);

    private SampleRatio() {}

    static boolean isBroken(long selected, long seen, double fraction, boolean ended) {
        return selected > seen
                || anytimeP(selected, seen, fraction) < ALARM
                || (ended && chiSquareP(selected, seen, fraction) < ALARM);
    }

    /** The p-value that holds at every moment: 1 over the Bayes factor, at most 1. */
    static double anytimeP(long selected, long seen, double fraction) {
        if (fraction == 0 || fraction == 1) {
            return selected == (fraction == 0 ? 0 : seen) ? 1 : 0;
        }
        return Math.min(1, Math.exp(-logBayesFactor(selected, seen, fraction)));
    }

    static double logBayesFactor(long selected, long seen, double fraction) {
        BetaMixture mixture = new BetaMixture(CONCENTRATION * fraction, CONCENTRATION * (1 - fraction));
        return mixture.logRatio(selected, seen, fraction);
    }

    /** The p-value of one look; 1 where too few records are expected on a side to tell. */
    static double chiSquareP(long selected, long seen, double fraction) {
        double expected = seen * fraction;
        double rest = seen - expected;
        if (Math.min(expected, rest) < FEWEST_EXPECTED) {
            return 1;
        }
        double off = selected - expected;
        return ONE_DEGREE.survivalProbability(off * off / expected + off * off / rest);
    }
}
