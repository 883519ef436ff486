package dev.gregor.hold;

import java.nio.charset.StandardCharsets;

/** Records that are JSON of a fixed size with the number of the record at a fixed place, so that neither side pays for parsing. */
final class Numbered {
    /** So many keys are in use at once. */
    private static final int KEYS = 10_000;

    private static final int DIGITS = 9;
    private static final String HEAD = "{\"number\":\"";
    private static final String BEFORE_FILLER = "\",\"filler\":\"";
    private static final String END = "\"}";

    private final byte[] template;

    /** Records with values of so many bytes. */
    Numbered(int valueBytes) {
        String number = "0".repeat(DIGITS);
        int filler = valueBytes - (HEAD + number + BEFORE_FILLER + END).length();
        template = (HEAD + number + BEFORE_FILLER + "x".repeat(filler) + END).getBytes(StandardCharsets.US_ASCII);
    }

    byte[] key(int number) {
        return ("key-" + number % KEYS).getBytes(StandardCharsets.US_ASCII);
    }

    byte[] value(int number) {
        byte[] value = template.clone();
        int left = number;
        for (int i = HEAD.length() + DIGITS - 1; i >= HEAD.length(); i--) {
            value[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        return value;
    }

    static int numberOf(byte[] value) {
        int number = 0;
        for (int i = HEAD.length(); i < HEAD.length() + DIGITS; i++) {
            number = number * 10 + value[i] - '0';
        }
        return number;
    }
}
