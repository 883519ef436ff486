package dev.gregor.record;

/** The well-formed byte sequences of UTF-8 (Unicode 15, table 3-7). */
final class Utf8 {
    private Utf8() {}

    /**
     * The length of the sequence that starts with the byte at the given place, which must be 0x80 or above.
     *
     * @return 2, 3 or 4
     * @throws Skipped if the bytes are no well-formed UTF-8: overlong, a surrogate, beyond U+10FFFF, or cut off
     */
    static int sequenceLength(byte[] bytes, int at) throws Skipped {
        int lead = bytes[at] & 0xff;
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        boolean leadIsLegal = lead >= 0xc2 && lead <= 0xf4;
        if (!leadIsLegal || at + length > bytes.length || !secondIsLegal(lead, bytes[at + 1] & 0xff)) {
            throw notUtf8(at);
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                throw notUtf8(at);
            }
        }
        return length;
    }

    private static boolean secondIsLegal(int lead, int second) {
        int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= lowest && second <= highest;
    }

    private static Skipped notUtf8(int at) {
        return new Skipped(SkipReason.UNDECODABLE, "not UTF-8 at byte " + at);
    }
}
