package dev.gregor.fault;

import dev.gregor.config.Durations;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import java.time.Duration;

/** How a drift grows with the time since the fault window began: suddenly, gradually, for a moment, or again and again. */
public sealed interface DriftShape {

    /** How much of the drift is there, from 0 to 1; for a sine from -1 to 1. */
    double at(Duration elapsed);

    /** All of it from the beginning. */
    record Step() implements DriftShape {
        @Override
        public double at(Duration elapsed) {
            return 1;
        }
    }

    /** Evenly more. */
    record Ramp(@Setting("How long it grows, from 1ms") Duration over) implements DriftShape {
        public Ramp {
            requireTime("over", over);
        }

        @Override
        public double at(Duration elapsed) {
            return Math.max(0, Math.min(1, (double) elapsed.toMillis() / over.toMillis()));
        }
    }

    /** All of it now and then. */
    record Spike(
            @Setting("How long after the beginning of one the next one begins, from 1ms")
            Duration every,

            @Setting("How long each lasts, shorter than that")
            Duration lasts)
            implements DriftShape {
        public Spike {
            requireTime("every", every);
            requireTime("lasts", lasts);
            if (lasts.compareTo(every) >= 0) {
                throw new InvalidSetting(
                        "lasts",
                        Durations.format(lasts) + " has no pause; expected less than " + Durations.format(every));
            }
        }

        @Override
        public double at(Duration elapsed) {
            return Math.floorMod(elapsed.toMillis(), every.toMillis()) < lasts.toMillis() ? 1 : 0;
        }
    }

    /** Up and down. */
    record Sine(@Setting("The length of a period, from 1ms") Duration period) implements DriftShape {
        public Sine {
            requireTime("period", period);
        }

        @Override
        public double at(Duration elapsed) {
            double share = (double) Math.floorMod(elapsed.toMillis(), period.toMillis()) / period.toMillis();
            return StrictMath.sin(2 * Math.PI * share);
        }
    }

    private static void requireTime(String setting, Duration time) {
        if (time.toMillis() < 1) {
            throw new InvalidSetting(setting, Durations.format(time) + " is too short; expected at least 1ms");
        }
    }
}
