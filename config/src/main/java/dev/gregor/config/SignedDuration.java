package dev.gregor.config;

import java.time.Duration;

/** A duration that may point back, as {@code 1h} or {@code -1h}. */
@Scalar(expected = "a duration as 1h, or -1h for back")
public record SignedDuration(String text) {
    public SignedDuration {
        parse(text);
    }

    public Duration value() {
        return parse(text);
    }

    private static Duration parse(String text) {
        return text.startsWith("-") ? Durations.parse(text.substring(1)).negated() : Durations.parse(text);
    }
}
