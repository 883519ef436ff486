package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How many of the pairs differ. */
public final class Rate {
    private static final BetaBinomialSequence SEQUENCE = new BetaBinomialSequence();

    private final @Nullable Clusters clusters;
    private long successes;
    private long n;

    /** The rate of no pair yet, of pairs that are independent. */
    public Rate() {
        this(false);
    }

    /**
     * The rate of no pair yet.
     *
     * @param clustered whether only the clusters of the pairs are independent, and not the pairs
     */
    public Rate(boolean clustered) {
        this.clusters = clustered ? new Clusters() : null;
    }

    /**
     * Counts a pair in.
     *
     * @param cluster a hash of what makes pairs alike, ignored where they are not clustered
     */
    public void add(boolean differs, int cluster) {
        n++;
        successes += differs ? 1 : 0;
        if (clusters != null) {
            clusters.add(differs ? 1 : 0, cluster);
        }
    }

    /**
     * Counts a pair as differing that was counted in as one that does not. Without such a pair nothing happens.
     *
     * @param cluster the one that the pair was counted in with
     */
    public void turnOne(int cluster) {
        if (successes < n) {
            successes++;
            if (clusters != null) {
                clusters.turnOne(cluster);
            }
        }
    }

    /**
     * Counts all pairs of another rate in; the other one stays as it is.
     *
     * @throws IllegalArgumentException if only one of them is clustered
     */
    public void merge(Rate that) {
        if ((clusters == null) != (that.clusters == null)) {
            throw new IllegalArgumentException("a rate merges with a rate of the same kind only");
        }
        successes += that.successes;
        n += that.n;
        if (clusters != null && that.clusters != null) {
            clusters.merge(that.clusters);
        }
    }

    /** How many pairs were counted in. */
    public long n() {
        return n;
    }

    /** How many of the pairs differ. */
    public long successes() {
        return successes;
    }

    /** The share of the pairs that differ, from 0 to 1; NaN without any pair. */
    public double value() {
        return (double) successes / n;
    }

    /**
     * The rates that are not excluded; where pairs are clustered, by the clusters or by the pairs as they are.
     *
     * @param alpha the chance that the bounds ever leave out the truth, above 0 and below 1
     */
    public Interval interval(double alpha) {
        Interval ofPairs = SEQUENCE.interval(successes, n, alpha);
        return clusters == null
                ? ofPairs
                : ofPairs.hull(clusters.interval(value(), alpha)).within(0, 1);
    }

    /** Writes the counts; where they are the same, so are the bytes. */
    public void write(DataOutput out) throws IOException {
        Varint.write(out, successes);
        Varint.write(out, n);
        if (clusters != null) {
            clusters.write(out);
        }
    }

    /** Takes what {@link #write} wrote for a rate of this kind, in place of its own counts. */
    public void read(DataInput in) throws IOException {
        successes = Varint.read(in);
        n = Varint.read(in);
        if (successes > n) {
            throw new IOException(successes + " of " + n + " is no rate");
        }
        if (clusters != null) {
            clusters.read(in);
        }
    }

    /** The rate as an estimate of a measure, with bounds as of {@link #interval}. */
    public Estimate estimate(@Nullable String output, MeasureName measure, Arm arm, double alpha) {
        Interval bounds = interval(alpha);
        return new Estimate(output, measure, arm, value(), bounds.low(), bounds.high(), n);
    }
}
