package dev.gregor.config;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When an experiment runs, in four phases: baseline (measured, but nothing is injected), ramp (the fraction grows), hold (the
 * whole fraction) and recover (measured again without faults). By event time the same log gives the same faults whenever it is
 * processed; by the wall clock it does not.
 */
public record Schedule(
        @Setting(value = "The clock that counts: event for the event time of the records, or wall", byDefault = "event")
        Clock clock,

        @Setting("The first instant, as 2026-01-01T00:00:00Z; from the first record if left out") @Nullable
        Instant start,

        @Setting(value = "How long it is measured without faults at first; needs a start", byDefault = "0s")
        Duration baseline,

        @Setting(value = "How long the fraction takes to grow from 0 to its full size; needs a start", byDefault = "0s")
        Duration ramp,

        @Setting("How long the fraction keeps its full size; needs a start; for ever if left out") @Nullable
        Duration hold,

        @Setting(value = "How long it is measured without faults at last; needs an end", byDefault = "0s")
        Duration recover,

        @Setting("How long all phases last together, instead of 'hold'; needs a start") @Nullable
        Duration duration) {

    /** From the first record on, for ever. */
    public static final Schedule ALWAYS =
            new Schedule(Clock.EVENT, null, Duration.ZERO, Duration.ZERO, null, Duration.ZERO, null);

    public Schedule {
        Checks checks = new Checks();
        requireStart(checks, start, "baseline", !baseline.isZero());
        requireStart(checks, start, "ramp", !ramp.isZero());
        requireStart(checks, start, "hold", hold != null);
        requireStart(checks, start, "duration", duration != null);
        checks.require(
                hold == null || duration == null,
                "hold",
                "'hold' and 'duration' both say when the experiment ends; expected one of them");
        checks.require(
                recover.isZero() || hold != null || duration != null,
                "recover",
                "has no end to begin at; expected a 'hold' or a 'duration' beside it");
        checks.require(
                duration == null || !duration.isZero(), "duration", "0s is not longer than zero; expected 1ms or more");
        Duration others = baseline.plus(ramp).plus(recover);
        checks.require(
                duration == null || duration.isZero() || others.compareTo(duration) <= 0,
                "duration",
                "is shorter than baseline, ramp and recover together, so the fraction would never reach its full size;"
                        + " expected at least " + Durations.format(others));
        checks.done();
    }

    private static void requireStart(Checks checks, @Nullable Instant start, String setting, boolean isSet) {
        checks.require(start != null || !isSet, setting, "has no start to count from; expected a 'start' beside it");
    }

    /** Whether the experiment runs by the wall clock, so that what it hits depends on when a record is processed. */
    public boolean isByWallClock() {
        return clock == Clock.WALL;
    }

    /**
     * Whether the experiment is measured, in one of its phases.
     *
     * @param time in epoch milliseconds of the schedule's clock
     */
    public boolean covers(long time) {
        if (start == null) {
            return true;
        }
        long elapsed = time - start.toEpochMilli();
        return elapsed >= 0 && elapsed < length();
    }

    /**
     * The share of the full fraction that is in force.
     *
     * @param time in epoch milliseconds of the schedule's clock
     * @return from 0 (nothing is injected) to 1 (full size)
     */
    public double strength(long time) {
        if (start == null) {
            return 1;
        }
        long elapsed = time - start.toEpochMilli() - baseline.toMillis();
        if (elapsed < 0 || elapsed >= length() - baseline.toMillis() - recover.toMillis()) {
            return 0;
        }
        return elapsed >= ramp.toMillis() ? 1 : (double) elapsed / ramp.toMillis();
    }

    /**
     * Where in its course the experiment is.
     *
     * @param time in epoch milliseconds of the schedule's clock
     */
    public Phase phase(long time) {
        if (start == null) {
            return Phase.HOLD;
        }
        long elapsed = time - start.toEpochMilli();
        if (elapsed < 0) {
            return Phase.WAITING;
        } else if (elapsed >= length()) {
            return Phase.OVER;
        } else if (elapsed < baseline.toMillis()) {
            return Phase.BASELINE;
        } else if (elapsed >= length() - recover.toMillis()) {
            return Phase.RECOVER;
        }
        return elapsed < baseline.plus(ramp).toMillis() ? Phase.RAMP : Phase.HOLD;
    }

    /** When the first fault can be injected, in epoch milliseconds; 0 without a start. */
    public long faultsFrom() {
        return start == null ? 0 : start.toEpochMilli() + baseline.toMillis();
    }

    /** Whether one and the same fraction is in force the whole time. */
    public boolean isConstant() {
        return baseline.isZero() && ramp.isZero() && recover.isZero();
    }

    /** When it is over, in epoch milliseconds of its clock; empty if it has no end. */
    public OptionalLong end() {
        return start == null || length() == Long.MAX_VALUE
                ? OptionalLong.empty()
                : OptionalLong.of(start.toEpochMilli() + length());
    }

    /** How long after the start it is over, in milliseconds. */
    private long length() {
        if (duration != null) {
            return duration.toMillis();
        }
        return hold == null
                ? Long.MAX_VALUE
                : baseline.plus(ramp).plus(hold).plus(recover).toMillis();
    }

    /** The course of an experiment. */
    public enum Phase implements Word {
        /** It has not begun. */
        WAITING,
        /** It is measured, and nothing is injected. */
        BASELINE,
        /** The fraction grows. */
        RAMP,
        /** The whole fraction is in force. */
        HOLD,
        /** It is measured again without faults. */
        RECOVER,
        /** It has ended. */
        OVER
    }

    /** The clocks there are. */
    public enum Clock implements Word {
        EVENT,
        WALL
    }
}
