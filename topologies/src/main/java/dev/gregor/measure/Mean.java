package dev.gregor.measure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The mean of numbers, with its confidence sequence: count, exact sum and exact sum of squares. The value and the deviation are
 * the same for every order and grouping of the numbers; so are the bounds, except where the numbers are bounded
 * ({@link BernsteinSequence}). Not thread-safe.
 */
public final class Mean {
    /** Beyond this the square of a number overflows. */
    private static final double LARGEST = 1e153;

    private final @Nullable BernsteinSequence bounded;
    private final @Nullable Clusters clusters;
    private long n;
    private ExactSum sum = new ExactSum();
    private ExactSum squares = new ExactSum();

    private Mean(@Nullable BernsteinSequence bounded, boolean clustered) {
        this.bounded = bounded;
        this.clusters = clustered ? new Clusters() : null;
    }

    /**
     * The mean of no number yet, of numbers that may be as large as 1e150.
     *
     * @param clustered whether only the clusters of the numbers are independent, and not the numbers
     */
    public static Mean unbounded(boolean clustered) {
        return new Mean(null, clustered);
    }

    /** The mean of no number yet, of numbers from a least to a greatest one, both included. */
    public static Mean within(double least, double greatest, boolean clustered) {
        return new Mean(new BernsteinSequence(least, greatest), clustered);
    }

    /** Adds a number that is no member of a cluster, to numbers that have none. */
    public void add(double number) {
        add(number, 0);
    }

    /**
     * Adds a number.
     *
     * @param cluster a hash of what makes numbers alike, ignored where they are not clustered
     * @throws IllegalArgumentException if the number is beyond 1e153, or not in the range; nothing is counted then
     */
    public void add(double number, int cluster) {
        if (!(Math.abs(number) <= LARGEST)) {
            throw new IllegalArgumentException(number + " has no mean; expected a number of at most " + LARGEST);
        }
        if (bounded != null) {
            bounded.add(number);
        }
        n++;
        sum.add(number);
        squares.addProduct(number, number);
        if (clusters != null) {
            clusters.add(number, cluster);
        }
    }

    /** Adds all numbers of a mean of the same kind. */
    public void merge(Mean other) {
        if ((bounded == null) != (other.bounded == null) || (clusters == null) != (other.clusters == null)) {
            throw new IllegalArgumentException("means of different kinds cannot merge");
        }
        if (bounded != null && other.bounded != null) {
            bounded.merge(other.bounded);
        }
        if (clusters != null && other.clusters != null) {
            clusters.merge(other.clusters);
        }
        n += other.n;
        sum.merge(other.sum);
        squares.merge(other.squares);
    }

    public long n() {
        return n;
    }

    /** The mean; NaN without any number. */
    public double value() {
        return sum.exact().over(n);
    }

    /** The sample standard deviation; NaN with fewer than two numbers. */
    public double deviation() {
        return n < 2 ? Double.NaN : Math.sqrt(residues().over(Dyadic.of(n).times(n - 1)));
    }

    /** The root of the mean square; NaN without any number. */
    double rootMeanSquare() {
        return Math.sqrt(squares.exact().over(n));
    }

    /**
     * The means that are not excluded. Where numbers are clustered, these are the means that either the clusters or the numbers as
     * they are do not exclude, so that clusters never make bounds narrower.
     *
     * @param alpha the chance that the bounds ever leave out the truth, above 0 and below 1
     */
    public Interval interval(double alpha) {
        Interval ofNumbers = bounded != null
                ? bounded.interval(alpha)
                : AsymptoticSequence.DEFAULT.interval(n, value(), deviation(), alpha);
        if (clusters == null) {
            return ofNumbers;
        }
        Interval both = ofNumbers.hull(clusters.interval(value(), alpha));
        return bounded != null ? bounded.possible(both) : both;
    }

    /** Writes the state; where it is the same, so are the bytes. */
    public void write(DataOutput out) throws IOException {
        Varint.write(out, n);
        sum.write(out);
        squares.write(out);
        if (bounded != null) {
            bounded.write(out);
        }
        if (clusters != null) {
            clusters.write(out);
        }
    }

    /** Takes the state that {@link #write} wrote for a mean of this kind, in place of its own. */
    public void read(DataInput in) throws IOException {
        n = Varint.read(in);
        sum = ExactSum.read(in);
        squares = ExactSum.read(in);
        if (bounded != null) {
            bounded.read(in);
        }
        if (clusters != null) {
            clusters.read(in);
        }
    }

    Dyadic sum() {
        return sum.exact();
    }

    /** n times the sum of the squared distances from the mean, exactly. */
    Dyadic residues() {
        Dyadic total = sum.exact();
        return squares.exact().times(n).minus(total.times(total));
    }
}
