package dev.gregor.demo;

/**
 * The Page-Hinkley test for a change of the mean of a stream, in either direction (E. S. Page, "Continuous inspection schemes",
 * Biometrika 41, 1954; D. V. Hinkley, "Inference about the change-point from cumulative sum tests", Biometrika 58, 1971).
 *
 * <p>With the running mean of all values since the last alarm it sums up how far each lies above it, less a tolerance, and alarms when
 * this sum has risen by more than a threshold above its smallest value so far; likewise for a fall. After an alarm it
 * begins anew, so a change that stays is told of once and then counts as usual. A value that is not finite is passed over.
 */
final class PageHinkley {
    private final double tolerance;
    private final double threshold;
    private final long least;

    private long n;
    private double mean;
    private double up;
    private double lowest;
    private double down;
    private double highest;

    /**
     * @param tolerance the change that does not matter, in the unit of the values, 0 or more
     * @param threshold the sum that alarms, in the unit of the values, above 0
     * @param least how many values must have been seen before it may alarm, 1 or more
     */
    PageHinkley(double tolerance, double threshold, long least) {
        if (!(tolerance >= 0) || !(threshold > 0) || least < 1) {
            throw new IllegalArgumentException("tolerance " + tolerance + ", threshold " + threshold + ", least "
                    + least + "; expected 0 or more, above 0, 1 or more");
        }
        this.tolerance = tolerance;
        this.threshold = threshold;
        this.least = least;
    }

    /** Takes the next value and says whether it alarms; then all before it is forgotten. */
    boolean alarms(double value) {
        if (!Double.isFinite(value)) {
            return false;
        }
        n++;
        mean += (value - mean) / n;
        up += value - mean - tolerance;
        lowest = Math.min(lowest, up);
        down += value - mean + tolerance;
        highest = Math.max(highest, down);
        if (n < least || statistic() <= threshold) {
            return false;
        }
        forget();
        return true;
    }

    /** How far the sums have moved: the larger of the rise and of the fall. */
    double statistic() {
        return Math.max(up - lowest, highest - down);
    }

    /** The mean of the values since the last alarm; 0 without one. */
    double mean() {
        return mean;
    }

    private void forget() {
        n = 0;
        mean = 0;
        up = 0;
        lowest = 0;
        down = 0;
        highest = 0;
    }
}
