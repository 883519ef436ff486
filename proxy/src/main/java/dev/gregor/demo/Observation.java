package dev.gregor.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an inference pipeline makes of one record. It reads as leniently as one in pandas would: a number may be written as text
 * ({@code "1750"}), {@code true} is 1, and whatever is absent, null, not finite or no number is missing, which is NaN here.
 * It does not refuse a record for it; that a field went missing shows in nothing but the predictions.
 *
 * @param hour of the day, 0 to 24 with the minutes as fraction, or NaN
 * @param distance in miles, or NaN
 * @param origin null when missing
 * @param delay in minutes, or NaN; no feature of this flight, but of later ones from the same origin
 */
record Observation(double hour, double distance, @Nullable String origin, double delay) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // as Python's json module
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Observation of(Flight flight) {
        return new Observation(hourOf(flight.date()), flight.distance(), flight.origin(), flight.delay());
    }

    /** Reads a record's value; empty where it is not a JSON object. */
    static Optional<Observation> read(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(value);
            return root.isObject() ? Optional.of(of(root)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError("no input or output is involved", e);
        }
    }

    private static Observation of(JsonNode root) {
        JsonNode origin = root.path("origin");
        return new Observation(
                hour(root.path("date")),
                number(root.path("distance")),
                origin.isTextual() ? origin.textValue() : null,
                number(root.path("delay")));
    }

    /** From the fields of a flight; an hour that the date does not tell is missing. */
    static Observation of(String date, double distance, String origin, double delay) {
        return new Observation(hour(date), distance, origin, delay);
    }

    private static double hour(JsonNode date) {
        return date.isTextual() ? hour(date.textValue()) : Double.NaN;
    }

    private static double hour(String date) {
        try {
            return hourOf(LocalDateTime.parse(date, Flight.DATE));
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    private static double hourOf(LocalDateTime date) {
        return date.getHour() + date.getMinute() / 60.0;
    }

    /** A number that may be written as text or as a truth value; NaN where it is none. */
    static double number(JsonNode node) {
        double number = Double.NaN;
        if (node.isNumber()) {
            number = node.doubleValue();
        } else if (node.isTextual()) {
            number = parsed(node.textValue());
        } else if (node.isBoolean()) {
            number = node.booleanValue() ? 1 : 0;
        }
        return Double.isFinite(number) ? number : Double.NaN;
    }

    private static double parsed(String text) {
        try {
            // Not Double.parseDouble, which takes "1d" and hexadecimals too.
            return new BigDecimal(text.strip()).doubleValue();
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
