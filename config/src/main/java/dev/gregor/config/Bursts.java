package dev.gregor.config;

import java.time.Duration;

/**
 * Faults that come in bursts: a chain of two states, on and off, which changes from one time window to the next with fixed
 * probabilities (Gilbert, "Capacity of a burst-noise channel", 1960; Elliott, 1963). Only what comes while it is on can be hit.
 */
public record Bursts(
        @Setting("The mean length of a burst, by event time; at least a window")
        Duration on,

        @Setting("The mean time between two bursts, by event time; at least a window")
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

    public Bursts {
        Checks checks = new Checks();
        checks.require(
                window.toMillis() >= 1, "window", Durations.format(window) + " is too short; expected at least 1ms");
        requireWindow(checks, "on", on, window);
        requireWindow(checks, "off", off, window);
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

    private static void requireWindow(Checks checks, String setting, Duration mean, Duration window) {
        checks.require(
                mean.compareTo(window) >= 0,
                setting,
                Durations.format(mean) + " is shorter than a window; expected at least " + Durations.format(window));
    }

    /** What has a chain of its own. */
    public enum Per implements Word {
        PARTITION,
        KEY
    }
}
