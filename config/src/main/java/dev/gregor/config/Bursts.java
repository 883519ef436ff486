package dev.gregor.config;

import java.time.Duration;

/**
 * Faults that come in bursts: a chain of two states, on and off, which changes from one time window to the next with fixed
 * probabilities (Gilbert, "Capacity of a burst-noise channel", 1960; Elliott, 1963). Only what comes while it is on can be hit.
 */
public record Bursts(
        @Setting("The mean length of a burst, by event time; from 1 to 1,000 windows")
        Duration on,

        @Setting("The mean time between two bursts, by event time; from 1 to 1,000 windows")
        Duration off,

        @Setting(
                value = "The length of a window, within which the state does not change; at least 1ms",
                byDefault = "1m")
        Duration window,

        @Setting(
                value =
                        "What has a chain of its own: each partition, or each key, as a device that stays faulty for a while",
                byDefault = "partition")
        Per per) {

    private static final int MOST_WINDOWS = 1_000;

    public Bursts {
        Checks checks = new Checks();
        checks.require(
                window.toMillis() >= 1, "window", Durations.format(window) + " is too short; expected at least 1ms");
        requireWindows(checks, "on", on, window);
        requireWindows(checks, "off", off, window);
        checks.require(
                !on.equals(window) || !off.equals(window),
                "window",
                "'on' and 'off' are one window long, so that every other window is a burst and none comes by chance;"
                        + " expected a shorter window");
        checks.done();
    }

    /** The probability that a burst ends with a window. */
    public double ending() {
        return (double) window.toMillis() / on.toMillis();
    }

    /** The probability that a burst begins after a window without one. */
    public double beginning() {
        return (double) window.toMillis() / off.toMillis();
    }

    private static void requireWindows(Checks checks, String setting, Duration mean, Duration window) {
        checks.require(
                mean.compareTo(window) >= 0 && mean.compareTo(window.multipliedBy(MOST_WINDOWS)) <= 0,
                setting,
                Durations.format(mean) + " is out of range; expected from one window, " + Durations.format(window)
                        + ", to 1,000 of them");
    }

    /** What has a chain of its own. */
    public enum Per implements Word {
        PARTITION,
        KEY
    }
}
