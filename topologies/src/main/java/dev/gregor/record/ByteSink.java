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

    /**
     * Appends the text from a place on, up to the first character that JSON cannot hold as one byte in quotes.
     *
     * @return the place of that character; the length of the text if there is none
     */
    int writePlain(String text, int from) {
        ensure(text.length() - from);
        byte[] target = bytes;
        int shift = size - from;
        int at = from;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
                break;
            }
            target[at + shift] = (byte) c;
        }
        size = at + shift;
        return at;
    }

    /** Appends a character beyond ASCII, which is no lone surrogate, in UTF-8. */
    void writeCodePoint(int point) {
        ensure(4);
        if (point < 0x800) {
            bytes[size++] = (byte) (0xc0 | (point >> 6));
        } else {
            if (point < 0x10000) {
                bytes[size++] = (byte) (0xe0 | (point >> 12));
            } else {
                bytes[size++] = (byte) (0xf0 | (point >> 18));
                bytes[size++] = (byte) (0x80 | (point >> 12 & 0x3f));
            }
            bytes[size++] = (byte) (0x80 | (point >> 6 & 0x3f));
        }
        bytes[size++] = (byte) (0x80 | (point & 0x3f));
    }

    /** Appends a whole number in decimal. */
    void writeDigits(long number) {
        if (number < 0) {
            writePlain(Long.toString(number), 0); // the least has no positive counterpart
            return;
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        ensure(digits);
        long rest = number;
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    byte[] toArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
