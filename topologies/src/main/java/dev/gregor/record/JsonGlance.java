package dev.gregor.record;

import dev.gregor.config.Expression;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a whole JSON text, and makes nothing of it but the one value that is asked for. */
final class JsonGlance implements Codec.Glance {
    /** Whole numbers of so many digits fit 64 bits. */
    private static final int SURE_DIGITS = 18;

    /** Whole numbers of so many digits are exact as a double, and so are the powers of ten by which they are divided. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS = powers();

    private final JsonScanner scanner = new JsonScanner();

    private static double[] powers() {
        double[] powers = new double[EXACT_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    @Override
    public @Nullable Object member(byte[] bytes, List<String> names) throws Skipped {
        if (!scanner.find(bytes, names)) {
            return null;
        }
        int start = scanner.foundStart();
        int end = scanner.foundEnd();
        return switch (JsonPart.Kind.of(bytes[start])) {
            case TEXT -> JsonText.unescape(bytes, start + 1, end - 1);
            case NUMBER -> number(bytes, start, end);
            case TRUE -> true;
            case FALSE -> false;
            case OBJECT, ARRAY, NULL -> Expression.Variables.NONE;
        };
    }

    /** The number as {@link Value.Num#toJava} gives it. Where all its digits are exact as a double, one rounding makes the nearest one. */
    private static Object number(byte[] source, int start, int end) {
        boolean isNegative = source[start] == '-';
        long digits = 0;
        int count = 0;
        int point = -1;
        for (int at = isNegative ? start + 1 : start; at < end; at++) {
            int digit = source[at] - '0';
            if (digit >= 0 && digit <= 9 && count < SURE_DIGITS) {
                digits = digits * 10 + digit;
                count++;
            } else if (source[at] == '.') {
                point = count;
            } else {
                return parsed(source, start, end);
            }
        }
        if (point < 0) {
            return isNegative ? -digits : digits;
        } else if (count > EXACT_DIGITS) {
            return parsed(source, start, end);
        }
        double value = digits / POWERS[count - point];
        return isNegative ? -value : value;
    }

    private static Object parsed(byte[] source, int start, int end) {
        return new Value.Num(new String(source, start, end - start, StandardCharsets.US_ASCII)).toJava();
    }
}
