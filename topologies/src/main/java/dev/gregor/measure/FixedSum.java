package dev.gregor.measure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A sum of numbers from 0 to 4, each cut to a multiple of 2^-52: the same in every order and grouping as {@link ExactSum}, and,
 * having no exponents to look after, cheap enough to be read after every addition.
 */
final class FixedSum {
    private static final long ONE = 1L << 52;
    private static final long CARRY = 1L << 62;

    private long high;
    private long low;

    void add(double number) {
        low += (long) (number * ONE);
        carry();
    }

    void merge(FixedSum other) {
        high += other.high;
        low += other.low;
        carry();
    }

    double toDouble() {
        return (double) high * (CARRY / ONE) + (double) low / ONE;
    }

    void write(DataOutput out) throws IOException {
        Varint.write(out, high);
        Varint.write(out, low);
    }

    void read(DataInput in) throws IOException {
        high = Varint.read(in);
        low = Varint.read(in);
        if (low >= CARRY) {
            throw new IOException("these bytes are no sum");
        }
    }

    private void carry() {
        if (low >= CARRY) {
            low -= CARRY;
            high++;
        }
    }
}
