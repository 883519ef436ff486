package dev.gregor.config;

import static dev.gregor.config.Definitions.REFERENCE;

import java.lang.invoke.MethodType;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The settings that are one word, number or time. Quotes make no difference to any of them. */
final class Scalars {
    private static final String WHOLE = "[-+]?[0-9]{1,100}";
    private static final Pattern WHOLE_NUMBER = Pattern.compile(WHOLE);
    private static final String DECIMAL = "[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]{1,5})?";
    private static final Pattern DECIMAL_NUMBER = Pattern.compile(DECIMAL);
    private static final String INSTANT =
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?([Zz]|[-+][0-9]{2}:[0-9]{2})";
    private static final Pattern WRITTEN_INSTANT = Pattern.compile(INSTANT);

    private static final List<ScalarShape<?>> ALL = List.of(
            new ScalarShape<>(String.class, "text", List.of("string", "number", "boolean"), "", Function.identity()),
            new ScalarShape<>(int.class, "a whole number", List.of("integer", "string"), orReference(WHOLE), text ->
                    (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE)),
            new ScalarShape<>(
                    long.class,
                    "a whole number",
                    List.of("integer", "string"),
                    orReference(WHOLE),
                    text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE)),
            new ScalarShape<>(
                    double.class,
                    "a finite number",
                    List.of("number", "string"),
                    orReference(DECIMAL),
                    Scalars::finite),
            new ScalarShape<>(
                    boolean.class,
                    "true or false",
                    List.of("boolean", "string"),
                    orReference("true|false"),
                    Scalars::truth),
            new ScalarShape<>(
                    Duration.class,
                    Durations.EXPECTED,
                    List.of("string"),
                    orReference("[0-9]{1,15}(ms|s|m|h|d)"),
                    Durations::parse),
            new ScalarShape<>(
                    Instant.class,
                    "an instant as 2026-01-01T00:00:00Z",
                    List.of("string"),
                    orReference(INSTANT),
                    Scalars::instant),
            new ScalarShape<>(
                    ZoneId.class, "a time zone as UTC or Europe/Berlin", List.of("string"), "", Scalars::zone),
            new ScalarShape<>(
                    Charset.class, "an encoding as UTF-8 or ISO-8859-1", List.of("string"), "", Scalars::charset));

    private Scalars() {}

    /** The shape of a setting of this type, if it is a scalar. */
    static Optional<Shape> of(Class<?> type) {
        return ALL.stream()
                .filter(shape ->
                        shape.type().equals(type) || boxed(shape.type()).equals(type))
                .<Shape>map(shape -> shape)
                .findFirst();
    }

    static String orReference(String pattern) {
        return "^(" + pattern + ")$|" + REFERENCE;
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static long whole(String text, long least, long greatest) {
        BigInteger number = new BigInteger(matching(WHOLE_NUMBER, text));
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(greatest)) > 0) {
            throw new InvalidSetting(
                    "", "'" + text + "' is out of range; expected a whole number from " + least + " to " + greatest);
        }
        return number.longValue();
    }

    private static double finite(String text) {
        double number = Double.parseDouble(matching(DECIMAL_NUMBER, text));
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static boolean truth(String text) {
        return Boolean.parseBoolean(matching(Pattern.compile("true|false"), text));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Charset charset(String text) {
        // An unknown name is an IllegalArgumentException, as it should be here.
        return Charset.forName(text);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(matching(WRITTEN_INSTANT, text)).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
