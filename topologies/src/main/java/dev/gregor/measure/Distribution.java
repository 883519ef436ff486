package dev.gregor.measure;

import java.util.Arrays;

/**
 * Numbers in their order, each with how often it occurs. What two samples are compared by, whether they are exact or rounded.
 */
public final class Distribution {
    private final double[] values;
    /** How many numbers are at most the value in the same place. */
    private final long[] upTo;

    /**
     * The distribution of values that each occur some times.
     *
     * @param values strictly ascending
     * @param counts how often each occurs, at least once
     */
    public Distribution(double[] values, long[] counts) {
        if (values.length != counts.length) {
            throw new IllegalArgumentException(values.length + " values with " + counts.length + " counts");
        }
        this.values = values.clone();
        this.upTo = counts.clone();
        for (int i = 0; i < values.length; i++) {
            if (counts[i] < 1 || (i > 0 && !(values[i - 1] < values[i]))) {
                throw new IllegalArgumentException(
                        "values must ascend and occur; found " + values[i] + " x " + counts[i]);
            }
            upTo[i] += i > 0 ? upTo[i - 1] : 0;
        }
    }

    /** The distribution of numbers in any order. */
    public static Distribution of(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return merged(sorted, ones(sorted.length));
    }

    /** Of values in their order, of which some may stand there several times. */
    static Distribution merged(double[] ascending, long[] counts) {
        double[] values = new double[ascending.length];
        long[] together = new long[ascending.length];
        int size = 0;
        for (int i = 0; i < ascending.length; i++) {
            if (size > 0 && values[size - 1] == ascending[i]) {
                together[size - 1] += counts[i];
            } else {
                values[size] = ascending[i];
                together[size++] = counts[i];
            }
        }
        return new Distribution(Arrays.copyOf(values, size), Arrays.copyOf(together, size));
    }

    /** How many different values there are. */
    public int size() {
        return values.length;
    }

    /** How many numbers there are. */
    public long n() {
        return values.length == 0 ? 0 : upTo[values.length - 1];
    }

    public double value(int place) {
        return values[place];
    }

    public long count(int place) {
        return upTo[place] - (place > 0 ? upTo[place - 1] : 0);
    }

    /** How many numbers are at most the value in a place; 0 before the first place. */
    long upTo(int place) {
        return place < 0 ? 0 : upTo[place];
    }

    /**
     * The quantile, between two neighbours in proportion, as R's type 7 and numpy have it; NaN without any number.
     *
     * @param share from 0 to 1
     */
    public double quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(share + " is no share");
        }
        if (values.length == 0) {
            return Double.NaN;
        }
        double rank = (n() - 1) * share;
        long below = (long) rank;
        double lower = ranked(below);
        double part = rank - below;
        return part == 0 ? lower : lower + (ranked(below + 1) - lower) * part;
    }

    /** The distribution of the distances from 0. */
    Distribution absolute() {
        double[] ascending = new double[values.length];
        long[] counts = new long[values.length];
        int negative = 0;
        while (negative < values.length && values[negative] < 0) {
            negative++;
        }
        int down = negative - 1;
        int up = negative;
        for (int i = 0; i < values.length; i++) {
            int next = down >= 0 && (up == values.length || -values[down] <= values[up]) ? down-- : up++;
            ascending[i] = Math.abs(values[next]);
            counts[i] = count(next);
        }
        return merged(ascending, counts);
    }

    private double ranked(long rank) {
        int from = 0;
        int to = values.length - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (upTo[middle] > rank) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return values[from];
    }

    private static long[] ones(int length) {
        long[] ones = new long[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
