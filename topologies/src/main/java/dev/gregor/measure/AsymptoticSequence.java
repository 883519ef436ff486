package dev.gregor.measure;

/**
 * A confidence sequence for the mean of unbounded numbers: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2021), "Time-uniform
 * central limit theory and asymptotic confidence sequences", theorem 2.2. It holds in the limit, so nothing is said before
 * the {@link #FIRST}th number.
 *
 * <p>It knows only the spread that it has seen: numbers that were all alike give an interval of no width. That is meant, since the
 * untreated pairs of a deterministic model all differ by exactly 0; what a first unlike number would be, nobody can say.
 *
 * @param tightestAt the count at which the interval is to be tightest, at least 1
 */
public record AsymptoticSequence(double tightestAt) {
    /** The first count at which bounds are given. */
    public static final long FIRST = 100;

    public static final AsymptoticSequence DEFAULT = new AsymptoticSequence(1000);

    public AsymptoticSequence {
        if (!(tightestAt >= 1) || Double.isInfinite(tightestAt)) {
            throw new IllegalArgumentException(tightestAt + " is no count to be tightest at");
        }
    }

    /**
     * The means that are not excluded after n numbers.
     *
     * @param deviation the sample standard deviation of the numbers
     * @param alpha the chance of error over the whole sequence, above 0 and below 1
     */
    public Interval interval(long n, double mean, double deviation, double alpha) {
        if (n < FIRST) {
            requireError(alpha);
            return Interval.UNKNOWN;
        }
        double halfWidth = deviation * standardErrors(n, alpha) / Math.sqrt((double) n);
        return new Interval(mean - halfWidth, mean + halfWidth);
    }

    /** How many standard errors of the mean the interval reaches to either side after n numbers. */
    double standardErrors(long n, double alpha) {
        requireError(alpha);
        double rate = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / tightestAt;
        double information = n * rate + 1;
        return Math.sqrt(2 * information / (n * rate) * (0.5 * Math.log(information) - Math.log(alpha)));
    }

    private static void requireError(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(alpha + " is no chance of error");
        }
    }
}
