package dev.gregor.measure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts of positive numbers in bins so narrow that the middle of a bin is within 1 % of all numbers in it, as in DDSketch (Masson,
 * Rim and Lee 2019). Where numbers spread over more bins than there may be, the least are counted in the least bin that is
 * kept. Which bins are kept depends on the largest number alone, so every order and grouping gives the same counts.
 */
final class Bins {
    /** The greatest over the least number of a bin, at most. */
    private static final double GAMMA = 1.02;
    /** Bins an octave: the interpolated logarithm below climbs by at least 4/3 where the natural one climbs by 1. */
    private static final double PER_OCTAVE = 0.75 / Math.log(GAMMA);

    private static final int MANTISSA_BITS = 52;

    private final int most;
    private long[] counts = {};
    private int first;
    /** Index of the largest number's bin, of which {@code most} are kept downwards. */
    private int last = Integer.MIN_VALUE;

    /** @param most how many bins there may be */
    Bins(int most) {
        this.most = most;
    }

    void add(double number, long times) {
        addTo(bin(number), times);
    }

    void merge(Bins other) {
        for (int i = 0; i < other.counts.length; i++) {
            if (other.counts[i] > 0) {
                addTo(other.first + i, other.counts[i]);
            }
        }
    }

    /** How many numbers there are. */
    long n() {
        return Arrays.stream(counts).sum();
    }

    /** How many bins have a number. */
    int size() {
        int size = 0;
        for (long count : counts) {
            size += count > 0 ? 1 : 0;
        }
        return size;
    }

    /** Hands on each bin that has a number, the least first. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                visitor.bin(middle(first + i), counts[i]);
            }
        }
    }

    interface Visitor {
        void bin(double middle, long count);
    }

    void write(DataOutput out) throws IOException {
        Varint.write(out, size());
        int previous = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                Varint.writeSigned(out, first + i - previous);
                Varint.write(out, counts[i]);
                previous = first + i;
            }
        }
    }

    void read(DataInput in) throws IOException {
        int size = Varint.readInt(in, most);
        int[] bins = new int[size];
        long[] times = new long[size];
        int bin = 0;
        for (int i = 0; i < size; i++) {
            bin += Varint.readSigned(in);
            bins[i] = bin;
            times[i] = Varint.read(in);
        }
        long width = size == 0 ? 0 : (long) bin - bins[0] + 1;
        if (width < size || width > most) {
            throw new IOException("these bytes are no bins");
        }
        counts = new long[(int) width];
        first = size == 0 ? 0 : bins[0];
        last = size == 0 ? Integer.MIN_VALUE : bin;
        for (int i = 0; i < size; i++) {
            addTo(bins[i], times[i]);
        }
    }

    private void addTo(int bin, long times) {
        if (bin > last) {
            raise(bin);
        }
        int kept = Math.max(bin, last - most + 1);
        if (kept < first) {
            long[] wider = new long[first + counts.length - kept];
            System.arraycopy(counts, 0, wider, first - kept, counts.length);
            counts = wider;
            first = kept;
        }
        counts[kept - first] += times;
    }

    /** Makes a bin the last one, and lets those collapse that are too far below. */
    private void raise(int bin) {
        last = bin;
        if (counts.length == 0) {
            first = bin;
            counts = new long[1];
            return;
        }
        int from = Math.max(first, last - most + 1);
        long[] kept = new long[last - from + 1];
        for (int i = 0; i < counts.length; i++) {
            kept[Math.max(first + i - from, 0)] += counts[i];
        }
        counts = kept;
        first = from;
    }

    /**
     * The number's place on a scale that is logarithmic from octave to octave and quadratic between: it takes a few operations, and,
     * unlike a logarithm, is the same to the last bit on every machine.
     */
    private static int bin(double number) {
        long bits = Double.doubleToRawLongBits(number);
        int exponent = (int) (bits >>> MANTISSA_BITS);
        if (exponent == 0) {
            return bin(Double.MIN_NORMAL);
        }
        double over = Double.longBitsToDouble((bits & ((1L << MANTISSA_BITS) - 1)) | (1023L << MANTISSA_BITS)) - 1;
        return (int) Math.floor(PER_OCTAVE * (exponent - 1023 + over * (4 - over) / 3));
    }

    /** The number that is at most 1 % from every number of a bin: the harmonic mean of its ends. */
    private static double middle(int bin) {
        double octave = Math.floor(bin / PER_OCTAVE);
        double low = edge(bin / PER_OCTAVE - octave);
        double high = edge((bin + 1) / PER_OCTAVE - octave);
        return Math.min(Double.MAX_VALUE, Math.scalb(2 * low * high / (low + high), (int) octave));
    }

    /** The number at a place from 0 to 2 octaves above 1. */
    private static double edge(double place) {
        return place < 1 ? 3 - Math.sqrt(4 - 3 * place) : 2 * edge(place - 1);
    }
}
