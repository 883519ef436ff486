package dev.gregor.config;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an experiment runs, by the event time of the records, so that the same log gives the same faults whenever it is
 * processed.
 */
public record Schedule(
        @Setting("The first instant, as 2026-01-01T00:00:00Z; from the first record if left out") @Nullable
        Instant start,

        @Setting("How long the experiment runs after its start; needs a start") @Nullable
        Duration duration,

        @Setting("How long the fraction takes to grow from 0 to its full size; needs a start") @Nullable
        Duration ramp) {

    public Schedule {
        Checks checks = new Checks();
        checks.require(
                start != null || duration == null,
                "duration",
                "has no start to count from; expected a 'start' beside it");
        checks.require(
                start != null || ramp == null, "ramp", "has no start to count from; expected a 'start' beside it");
        checks.require(
                duration == null || !duration.isZero(), "duration", "0s is not longer than zero; expected 1ms or more");
        checks.require(
                duration == null || ramp == null || ramp.compareTo(duration) <= 0,
                "ramp",
                "the ramp is longer than the duration, so the fraction would never reach its full size; expected at most"
                        + " the duration");
        checks.done();
    }

    /**
     * The share of the full fraction that is in force.
     *
     * @param timestamp event time in epoch milliseconds
     * @return from 0 (not running) to 1 (full size)
     */
    public double strength(long timestamp) {
        if (start == null) {
            return 1;
        }
        long elapsed = timestamp - start.toEpochMilli();
        if (elapsed < 0 || (duration != null && elapsed >= duration.toMillis())) {
            return 0;
        }
        return ramp == null || elapsed >= ramp.toMillis() ? 1 : (double) elapsed / ramp.toMillis();
    }
}
