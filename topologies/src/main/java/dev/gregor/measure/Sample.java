package dev.gregor.measure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sample of numbers in bounded memory. It is exact while there are few different values; then every number is rounded to within
 * 1 % of itself ({@link Bins}), apart from those that are too small beside the largest one. The state depends on the numbers
 * alone, never on their order or grouping. Not thread-safe.
 */
public final class Sample {
    private static final int EXACT = 0;
    private static final int ROUNDED = 1;
    private static final int FIRST_CAPACITY = 16;

    private final Summary.Detail detail;
    private long n;
    private long zeros;
    /** A hash table of the values other than 0 while exact; empty from then on. */
    private double[] values = new double[FIRST_CAPACITY];

    private long[] counts = new long[FIRST_CAPACITY];
    private int different;
    private boolean exact = true;
    /** What {@link #distribution} gave, until another number comes. */
    private @Nullable Distribution known;

    private final Bins negative;
    private final Bins positive;

    public Sample(Summary.Detail detail) {
        this.detail = detail;
        this.negative = new Bins(detail.bins());
        this.positive = new Bins(detail.bins());
    }

    /** Adds a finite number. */
    public void add(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(number + " has no place in a sample; expected a finite number");
        }
        add(number, 1);
    }

    /** Adds all numbers of another sample of the same detail. */
    public void merge(Sample other) {
        if (detail != other.detail) {
            throw new IllegalArgumentException(
                    "a sample of a " + other.detail + " cannot merge with one of a " + detail);
        }
        known = null;
        if (!other.exact) {
            round();
        }
        n += other.n;
        zeros += other.zeros;
        for (int i = 0; i < other.values.length; i++) {
            if (other.counts[i] > 0) {
                n -= other.counts[i];
                add(other.values[i], other.counts[i]);
            }
        }
        negative.merge(other.negative);
        positive.merge(other.positive);
    }

    public long n() {
        return n;
    }

    /** Whether no number was rounded. */
    public boolean isExact() {
        return exact;
    }

    /** The numbers in their order. */
    public Distribution distribution() {
        Distribution distribution = known;
        if (distribution == null) {
            distribution = exact ? exactly() : rounded();
            known = distribution;
        }
        return distribution;
    }

    private Distribution exactly() {
        double[] ascending = ascending();
        long[] times = new long[ascending.length];
        for (int i = 0; i < ascending.length; i++) {
            times[i] = ascending[i] == 0 ? zeros : counts[slot(ascending[i])];
        }
        return new Distribution(ascending, times);
    }

    private Distribution rounded() {
        int below = negative.size();
        int zero = zeros > 0 ? 1 : 0;
        double[] ascending = new double[below + zero + positive.size()];
        long[] times = new long[ascending.length];
        int[] place = {below};
        negative.forEach((middle, count) -> {
            ascending[--place[0]] = -middle;
            times[place[0]] = count;
        });
        if (zero == 1) {
            times[below] = zeros;
        }
        place[0] = below + zero;
        positive.forEach((middle, count) -> {
            ascending[place[0]] = middle;
            times[place[0]++] = count;
        });
        return new Distribution(ascending, times);
    }

    /** Writes the sample; the same numbers give the same bytes. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(exact ? EXACT : ROUNDED);
        Varint.write(out, zeros);
        if (exact) {
            Varint.write(out, different);
            for (double value : ascending()) {
                if (value != 0) {
                    out.writeDouble(value);
                    Varint.write(out, counts[slot(value)]);
                }
            }
        } else {
            negative.write(out);
            positive.write(out);
        }
    }

    /** The sample that {@link #write} wrote, of the same detail. */
    public static Sample read(Summary.Detail detail, DataInput in) throws IOException {
        Sample sample = new Sample(detail);
        boolean exact = in.readByte() == EXACT;
        sample.zeros = Varint.read(in);
        sample.n = sample.zeros;
        if (exact) {
            int different = Varint.readInt(in, detail.limit());
            for (int i = 0; i < different; i++) {
                sample.add(in.readDouble(), Varint.read(in));
            }
        } else {
            sample.round();
            sample.negative.read(in);
            sample.positive.read(in);
            sample.n += sample.negative.n() + sample.positive.n();
        }
        return sample;
    }

    private void add(double number, long times) {
        known = null;
        n += times;
        if (number == 0) {
            zeros += times;
        } else if (exact) {
            int slot = slot(number);
            if (counts[slot] == 0) {
                values[slot] = number;
                different++;
            }
            counts[slot] += times;
            if (different > detail.limit()) {
                round();
            } else if (different * 2 > values.length) {
                grow();
            }
        } else {
            bin(number, times);
        }
    }

    private void bin(double number, long times) {
        if (number < 0) {
            negative.add(-number, times);
        } else {
            positive.add(number, times);
        }
    }

    private void round() {
        if (!exact) {
            return;
        }
        exact = false;
        for (int i = 0; i < values.length; i++) {
            if (counts[i] > 0) {
                bin(values[i], counts[i]);
            }
        }
        values = new double[0];
        counts = new long[0];
        different = 0;
    }

    private void grow() {
        double[] oldValues = values;
        long[] oldCounts = counts;
        values = new double[2 * oldValues.length];
        counts = new long[2 * oldCounts.length];
        for (int i = 0; i < oldValues.length; i++) {
            if (oldCounts[i] > 0) {
                int slot = slot(oldValues[i]);
                values[slot] = oldValues[i];
                counts[slot] = oldCounts[i];
            }
        }
    }

    /** Where a value other than 0 is, or would be. */
    private int slot(double value) {
        long bits = Double.doubleToRawLongBits(value) * 0x9E3779B97F4A7C15L;
        int mask = values.length - 1;
        int slot = (int) (bits >>> Integer.SIZE) & mask;
        while (counts[slot] > 0 && values[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private double[] ascending() {
        double[] ascending = new double[different + (zeros > 0 ? 1 : 0)];
        int size = zeros > 0 ? 1 : 0;
        for (int i = 0; i < values.length; i++) {
            if (counts[i] > 0) {
                ascending[size++] = values[i];
            }
        }
        Arrays.sort(ascending);
        return ascending;
    }
}
