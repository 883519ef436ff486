package dev.gregor.measure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sums of numbers by cluster, where the numbers of one cluster, as of one key, are alike and only clusters are independent.
 * Clusters share {@value #BUCKETS} buckets by hash, which are independent too. The mean has the standard error of a ratio estimator:
 * that of (S_j - mean n_j) / mean(n) over the used buckets.
 *
 * <p>The bounds are asymptotic in the number of clusters. They are as many standard errors wide as those of
 * {@link AsymptoticSequence} after as many numbers as there are used buckets, or as there are numbers, whichever is wider: the first
 * since few buckets tell little about the spread, the second since the buckets fill on and on. Before {@value #FIRST} buckets are
 * used nothing is said.
 */
final class Clusters {
    static final int BUCKETS = 512;
    static final int FIRST = 10;

    private final long[] counts = new long[BUCKETS];
    /** How many of the numbers are 1, which is all that a rate has, and needs no exact sum. */
    private final long[] ones = new long[BUCKETS];

    private final @Nullable ExactSum[] others = new @Nullable ExactSum[BUCKETS];
    /** The sum of each bucket as a double; NaN where it has to be rounded anew. */
    private final double[] sums = new double[BUCKETS];

    void add(double number, int cluster) {
        int bucket = bucket(cluster);
        counts[bucket]++;
        sums[bucket] = Double.NaN;
        if (number == 1) {
            ones[bucket]++;
        } else if (number != 0) {
            others(bucket).add(number);
        }
    }

    /** Makes a 1 of a 0 that was added to a cluster. */
    void turnOne(int cluster) {
        int bucket = bucket(cluster);
        ones[bucket]++;
        sums[bucket] = Double.NaN;
    }

    void merge(Clusters that) {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += that.counts[i];
            ones[i] += that.ones[i];
            sums[i] = Double.NaN;
            ExactSum sum = that.others[i];
            if (sum != null) {
                others(i).merge(sum);
            }
        }
    }

    Interval interval(double mean, double alpha) {
        int used = 0;
        long n = 0;
        double squares = 0;
        for (int i = 0; i < BUCKETS; i++) {
            if (counts[i] > 0) {
                used++;
                n += counts[i];
                double residual = sum(i) - mean * counts[i];
                squares += residual * residual;
            }
        }
        if (used < FIRST || n < AsymptoticSequence.FIRST) {
            return Interval.UNKNOWN;
        }
        double error = Math.sqrt(squares / (used - 1) * used) / n;
        double wide = Math.max(
                AsymptoticSequence.DEFAULT.standardErrors(used, alpha),
                AsymptoticSequence.DEFAULT.standardErrors(n, alpha));
        return new Interval(mean - wide * error, mean + wide * error);
    }

    void write(DataOutput out) throws IOException {
        for (int i = 0; i < BUCKETS; i++) {
            Varint.write(out, counts[i]);
            if (counts[i] > 0) {
                Varint.write(out, ones[i]);
                ExactSum sum = others[i];
                (sum == null ? new ExactSum() : sum).write(out);
            }
        }
    }

    void read(DataInput in) throws IOException {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = Varint.read(in);
            sums[i] = Double.NaN;
            ones[i] = counts[i] > 0 ? Varint.read(in) : 0;
            others[i] = counts[i] > 0 ? ExactSum.read(in) : null;
        }
    }

    private double sum(int bucket) {
        if (Double.isNaN(sums[bucket])) {
            ExactSum sum = others[bucket];
            sums[bucket] = ones[bucket] + (sum == null ? 0 : sum.toDouble());
        }
        return sums[bucket];
    }

    private ExactSum others(int bucket) {
        ExactSum sum = others[bucket];
        if (sum == null) {
            sum = new ExactSum();
            others[bucket] = sum;
        }
        return sum;
    }

    /** Fibonacci hashing, for hashes whose bits are not good everywhere. */
    private static int bucket(int cluster) {
        return (cluster * 0x9E3779B9) >>> (Integer.SIZE - 9);
    }
}
