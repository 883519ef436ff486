package dev.gregor.measure;

/**
 * A confidence sequence for a rate: the beta-binomial mixture (Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon 2021,
 * "Time-uniform, nonparametric, nonasymptotic confidence sequences", section 3) with Jeffreys' Beta(1/2, 1/2). A rate is
 * excluded when {@link BetaMixture} speaks against it by 1 / alpha or more. Exact at any n, and at all of them together: the
 * chance that the truth is ever outside is at most alpha.
 */
public final class BetaBinomialSequence {
    private static final BetaMixture MIXTURE = new BetaMixture(0.5, 0.5);

    /**
     * The rates that are not excluded after n outcomes.
     *
     * @param successes from 0 to n
     * @param n from 0 (nothing is excluded) to a billion
     * @param alpha the chance of error over the whole sequence, above 0 and below 1
     */
    public Interval interval(long successes, long n, double alpha) {
        if (successes < 0 || successes > n) {
            throw new IllegalArgumentException(successes + " successes of " + n);
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(alpha + " is no chance of error");
        }
        if (n == 0) {
            return new Interval(0, 1);
        }
        double best = (double) successes / n;
        double allowed = -Math.log(alpha) - MIXTURE.logRatioAtBest(successes, n);
        return new Interval(
                successes == 0 ? 0 : excludedFrom(best, 0, successes, n, allowed),
                successes == n ? 1 : excludedFrom(best, 1, successes, n, allowed));
    }

    /** By bisection, the last double from the best rate towards an end whose divergence is still allowed. */
    private static double excludedFrom(double best, double end, long successes, long n, double allowed) {
        double in = best;
        double out = end;
        for (double middle = in + (out - in) / 2; middle != in && middle != out; middle = in + (out - in) / 2) {
            if (BetaMixture.divergence(successes, n, middle) < allowed) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return in;
    }
}
