package dev.gregor.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers and instants are written for people. */
final class Figures {
    private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter MILLI =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss.SSS", Locale.ENGLISH);

    private Figures() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** To three significant digits; only what is exactly zero is written as 0. */
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size >= 1e15 || size < 1e-4) {
            return BigDecimal.valueOf(value)
                    .round(DIGITS)
                    .stripTrailingZeros()
                    .toString()
                    .replace("E+", "e")
                    .replace("E-", "e\u2212")
                    .replace('-', '\u2212');
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS);
        String text = size >= 999.5
                ? count(Math.round(value))
                : rounded.stripTrailingZeros().toPlainString();
        return text.replace('-', '\u2212');
    }

    /** A share of a whole in percent, with its sign; a dash where there is no whole. */
    static String share(long part, long whole) {
        return whole == 0 ? "\u2013" : number(100.0 * part / whole) + "\u00a0%";
    }

    /** An instant in UTC, no finer than it needs. */
    static String instant(Instant instant) {
        long millis = instant.toEpochMilli();
        DateTimeFormatter format = Math.floorMod(millis, 86_400_000L) == 0
                ? DAY
                : Math.floorMod(millis, 60_000L) == 0 ? MINUTE : Math.floorMod(millis, 1000L) == 0 ? SECOND : MILLI;
        return format.format(instant.atOffset(ZoneOffset.UTC));
    }

    static String minute(Instant instant) {
        return MINUTE.format(instant.atOffset(ZoneOffset.UTC));
    }
}
