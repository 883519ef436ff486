package dev.gregor.fault;

import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Scalar;
import dev.gregor.record.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** How a time is written: {@code iso} (ISO 8601), {@code epoch-seconds}, {@code epoch-millis}, or by a pattern of java.time. */
@Scalar(expected = "iso, epoch-seconds, epoch-millis, or a pattern as yyyy/MM/dd HH:mm")
public record TimeForm(String text) {
    private static final String ISO = "iso";
    private static final String SECONDS = "epoch-seconds";
    private static final String MILLIS = "epoch-millis";

    public TimeForm {
        if (!text.equals(ISO) && !text.equals(SECONDS) && !text.equals(MILLIS)) {
            formatter(text);
        }
    }

    /** The instant that a value stands for; empty if it is not written so. */
    Optional<Instant> read(Value value, ZoneId zone) {
        try {
            String written = Classes.nameOf(value);
            return Optional.of(
                    switch (text) {
                        case SECONDS -> Instant.ofEpochSecond(Long.parseLong(written));
                        case MILLIS -> Instant.ofEpochMilli(Long.parseLong(written));
                        case ISO -> iso(written, zone);
                        default -> instant(formatter(text).parse(written), zone);
                    });
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The instant as a value; by a number it is the same in every zone. */
    Value write(Instant instant, ZoneId zone) {
        return switch (text) {
            case SECONDS -> Value.Num.of(instant.getEpochSecond());
            case MILLIS -> Value.Num.of(instant.toEpochMilli());
            case ISO ->
                new Value.Text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        zone.equals(ZoneId.of("UTC")) ? instant.atOffset(ZoneOffset.UTC) : instant.atZone(zone)));
            default -> new Value.Text(formatter(text).format(instant.atZone(zone)));
        };
    }

    private static Instant iso(String written, ZoneId zone) {
        try {
            return OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException e) {
            return LocalDateTime.parse(written).atZone(zone).toInstant();
        }
    }

    private static Instant instant(TemporalAccessor parsed, ZoneId zone) {
        return parsed.isSupported(ChronoField.INSTANT_SECONDS)
                ? Instant.from(parsed)
                : LocalDateTime.from(parsed).atZone(zone).toInstant();
    }

    /** A pattern without a time of the day means its beginning. */
    private static DateTimeFormatter formatter(String pattern) {
        try {
            DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern(pattern);
            if (pattern.replaceAll("'[^']*'", "").matches("[^HhKkAnNSsma]*")) {
                builder.parseDefaulting(ChronoField.NANO_OF_DAY, 0);
            }
            return builder.toFormatter(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(
                    "",
                    "'" + pattern + "' is not a form of time: " + e.getMessage()
                            + "; expected iso, epoch-seconds, epoch-millis, or a pattern as yyyy/MM/dd HH:mm");
        }
    }
}
