package dev.gregor.measure;

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

    /** This interval as far as it lies from a least to a greatest number, which the truth does. */
    Interval within(double least, double greatest) {
        return new Interval(Math.min(Math.max(low, least), greatest), Math.max(Math.min(high, greatest), least));
    }

    /** The least interval that holds this one and another. */
    Interval hull(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }
}
