package dev.gregor.measure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whole numbers in as few bytes as they need, seven bits a byte, the least first. */
final class Varint {
    private Varint() {}

    /** A number that is not negative, as a count. */
    static void write(DataOutput out, long number) throws IOException {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /** @throws IOException if there is no such number */
    static long read(DataInput in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.readByte();
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                if (number < 0) {
                    break;
                }
                return number;
            }
        }
        throw new IOException("these bytes are no count");
    }

    static int readInt(DataInput in, int largest) throws IOException {
        long number = read(in);
        if (number > largest) {
            throw new IOException(number + " is too many; expected at most " + largest);
        }
        return (int) number;
    }

    static void writeSigned(DataOutput out, int number) throws IOException {
        write(out, Integer.toUnsignedLong((number << 1) ^ (number >> 31)));
    }

    static int readSigned(DataInput in) throws IOException {
        int number = (int) read(in);
        return (number >>> 1) ^ -(number & 1);
    }
}
