package dev.gregor.measure;

/**
 * How many times likelier some outcomes are when their rate is drawn from a Beta(a, b) than at one given rate q: the mixture
 * martingale of Robbins (1970), B(a + x, b + n - x) / (B(a, b) q^x (1 - q)^(n - x)). While q is the truth, the chance that
 * this ever reaches 1 / alpha is at most alpha, however often one looks (Ville's inequality).
 *
 * <p>The two parts of its logarithm are far larger than their difference, so they are never formed: what is summed here is the
 * mixture over the best rate x / n, by Stirling's series, plus n times the divergence between x / n and q. The error stays
 * below 1e-9 for n up to a billion.
 */
public final class BetaMixture {
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    private final double a;
    private final double b;
    private final double before;

    public BetaMixture(double a, double b) {
        if (!(a > 0 && b > 0)) {
            throw new IllegalArgumentException("Beta(" + a + ", " + b + ") is no distribution");
        }
        this.a = a;
        this.b = b;
        this.before = logBeyondPowers(a, b);
    }

    /**
     * The natural logarithm of the mixture over the likelihood at a rate.
     *
     * @param successes from 0 to n
     * @param rate from 0 to 1, both included
     */
    public double logRatio(long successes, long n, double rate) {
        return logRatioAtBest(successes, n) + divergence(successes, n, rate);
    }

    /** The logarithm of the mixture over the largest likelihood that any rate gives; at most 0. */
    double logRatioAtBest(long successes, long n) {
        long failures = n - successes;
        return logShift(successes, a)
                + logShift(failures, b)
                - logShift(n, a + b)
                + logBeyondPowers(a + successes, b + failures)
                - before;
    }

    /** n times the Kullback-Leibler divergence of successes / n from a rate, in nats; 0 where they are equal. */
    static double divergence(long successes, long n, double rate) {
        double best = (double) successes / n;
        double ofSuccesses = successes == 0 ? 0 : successes * Math.log(best / rate);
        double ofFailures = successes == n ? 0 : (n - successes) * (Math.log1p(-best) - Math.log1p(-rate));
        return ofSuccesses + ofFailures;
    }

    private static double logShift(long count, double by) {
        return count == 0 ? 0 : count * Math.log1p(by / count);
    }

    /** ln B(p, q), less the powers that {@link #logShift} and the best likelihood account for. */
    private double logBeyondPowers(double p, double q) {
        return (a - 0.5) * Math.log(p)
                + (b - 0.5) * Math.log(q)
                - (a + b - 0.5) * Math.log(p + q)
                + HALF_LOG_TWO_PI
                + stirlingError(p)
                + stirlingError(q)
                - stirlingError(p + q);
    }

    /** ln Gamma(z) - ((z - 1/2) ln z - z + ln(2 pi) / 2). */
    private static double stirlingError(double z) {
        double below = 0;
        double x = z;
        for (; x < 10; x++) {
            below += (x + 0.5) * Math.log1p(1 / x) - 1;
        }
        double s = 1 / (x * x);
        return below + (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / x;
    }
}
