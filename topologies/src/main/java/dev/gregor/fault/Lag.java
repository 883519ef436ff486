package dev.gregor.fault;

import dev.gregor.config.Durations;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Scalar;
import java.time.Duration;

/** How far back in a partition: a number of offsets, as {@code 1000}, or a duration of event time, as {@code 10m}. */
@Scalar(expected = "a number of records as 1000, or a duration as 10m")
public record Lag(String text) {
    public Lag {
        if (isRecords(text) ? Long.parseLong(text) < 1 : Durations.parse(text).isZero()) {
            throw new InvalidSetting("", text + " is not a lag; expected at least 1 record, or 1ms");
        }
    }

    boolean isRecords() {
        return isRecords(text);
    }

    /** The lag in offsets. */
    long records() {
        return Long.parseLong(text);
    }

    Duration duration() {
        return Durations.parse(text);
    }

    private static boolean isRecords(String text) {
        return text.matches("\\d{1,15}");
    }
}
