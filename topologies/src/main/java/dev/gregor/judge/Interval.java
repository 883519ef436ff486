package dev.gregor.judge;

/**
 * The numbers that are not excluded.
 *
 * @param low the least of them; negative infinity where nothing is known
 * @param high the greatest of them, at least {@code low}; positive infinity where nothing is known
 */
public record Interval(double low, double high) {
    public static final Interval UNKNOWN = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("from " + low + " to " + high + " is no interval");
        }
    }

    public boolean contains(double number) {
        return low <= number && number <= high;
    }

    /** This interval without what lies below a number that the truth cannot be below. */
    Interval notBelow(double least) {
        return new Interval(Math.max(low, least), Math.max(high, least));
    }
}
