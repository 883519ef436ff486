package dev.gregor.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written: {@code 250ms}, {@code 30s}, {@code 10m}, {@code 2h}, {@code 7d}. */
public final class Durations {
    public static final String EXPECTED = "a duration as 250ms, 30s, 10m, 2h or 7d";
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");
    /** Keeps every sum of a time and a duration within 64 bits of milliseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    /**
     * The duration that the text stands for.
     *
     * @throws InvalidSetting if the text is not a whole number followed by ms, s, m, h or d, or longer than 36,500 days
     */
    public static Duration parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidSetting("", "'" + text + "' is not " + EXPECTED);
        }
        long amount = Long.parseLong(matcher.group(1));
        ChronoUnit unit = switch (matcher.group(2)) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
        if (amount > LONGEST.dividedBy(unit.getDuration())) {
            throw new InvalidSetting("", "'" + text + "' is too long; expected at most " + format(LONGEST));
        }
        return Duration.of(amount, unit);
    }

    /** The duration in the largest unit that keeps it whole. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 86_400_000 == 0 && millis != 0) {
            return millis / 86_400_000 + "d";
        } else if (millis % 3_600_000 == 0 && millis != 0) {
            return millis / 3_600_000 + "h";
        } else if (millis % 60_000 == 0 && millis != 0) {
            return millis / 60_000 + "m";
        } else if (millis % 1000 == 0) {
            return millis / 1000 + "s";
        }
        return millis + "ms";
    }
}
