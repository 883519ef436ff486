package dev.gregor.hold;

import java.nio.charset.StandardCharsets;

/** The records of the benchmark: JSON of a fixed size with the number of the record at a fixed place. */
final class Numbered {
    /** So many keys are in use at once. */
    private static final int KEYS = 10_000;

    private static final String HEAD = "{\"number\":\"";
    private static final int DIGITS = 9;

    private Numbered() {}

    static byte[] key(int number) {
        return ("key-" + number % KEYS).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] value(int number, int bytes) {
        String start = HEAD + String.format("%0" + DIGITS + "d", number) + "\",\"filler\":\"";
        return (start + "x".repeat(Math.max(0, bytes - start.length() - 2)) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static int numberOf(byte[] value) {
        int number = 0;
        for (int i = HEAD.length(); i < HEAD.length() + DIGITS; i++) {
            number = number * 10 + value[i] - '0';
        }
        return number;
    }
}
