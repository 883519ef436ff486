package dev.gregor.record;

import java.util.Arrays;

/** A growing array of bytes. */
final class ByteSink {
    private byte[] bytes;
    private int size;

    ByteSink(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    void write(byte b) {
        ensure(1);
        bytes[size++] = b;
    }

    /** Appends {@code source[from..to)}. */
    void write(byte[] source, int from, int to) {
        ensure(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
    }

    void write(byte[] source) {
        write(source, 0, source.length);
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
