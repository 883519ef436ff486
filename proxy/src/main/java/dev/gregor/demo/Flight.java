package dev.gregor.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A flight that has landed.
 *
 * @param date departure, local time at the origin, to the minute
 * @param delay arrival delay in minutes, negative when early: the label, known only after the flight
 * @param distance in miles, above 0
 * @param origin the airport's IATA code, three capitals
 * @param destination the airport's IATA code, three capitals
 */
public record Flight(LocalDateTime date, int delay, int distance, String origin, String destination) {
    /** How the data write a date. */
    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm");

    /** A flight is late when it is delayed by more than this, in minutes. */
    static final int LATE_MINUTES = 15;

    public Flight {
        if (distance <= 0) {
            throw new IllegalArgumentException("distance " + distance + " is not above 0 miles");
        }
        requireAirport(origin);
        requireAirport(destination);
    }

    public boolean late() {
        return delay > LATE_MINUTES;
    }

    /** The key of the raw record: the origin. */
    byte[] key() {
        return origin.getBytes(StandardCharsets.UTF_8);
    }

    /** The value of the raw record: JSON. Nothing in it needs escaping. */
    byte[] value() {
        String json = "{\"date\":\"" + DATE.format(date) + "\",\"distance\":" + distance + ",\"origin\":\"" + origin
                + "\",\"destination\":\"" + destination + "\",\"delay\":" + delay + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** The timestamp of the raw record: the date taken as UTC, which keeps the order of the data. */
    Instant timestamp() {
        return date.toInstant(ZoneOffset.UTC);
    }

    private static void requireAirport(String code) {
        if (code.length() != 3 || !code.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new IllegalArgumentException("'" + code + "' is no IATA code; expected three capitals, as DTW");
        }
    }
}
