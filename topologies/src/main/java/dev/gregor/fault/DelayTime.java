package dev.gregor.fault;

import dev.gregor.config.Durations;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Scalar;
import dev.gregor.config.Setting;
import java.time.Duration;

/** How long a record is held: always the same, or drawn from a distribution. */
public sealed interface DelayTime {
    Duration LONGEST = Duration.ofDays(365);

    /** A time in whole milliseconds, from 0 to 365 days. */
    Duration draw(Draw draw);

    /** Always the same. */
    @Scalar(expected = Durations.EXPECTED)
    record Fixed(Duration time) implements DelayTime {
        public Fixed {
            requireBounded("", time);
        }

        @Override
        public Duration draw(Draw draw) {
            return time;
        }
    }

    /** Any time between two bounds, each as likely. */
    record Uniform(
            @Setting("The shortest time") Duration min,

            @Setting("The longest time, not shorter than min")
            Duration max) implements DelayTime {
        public Uniform {
            requireBounded("min", min);
            requireBounded("max", max);
            if (max.compareTo(min) < 0) {
                throw new InvalidSetting(
                        "max",
                        Durations.format(max) + " is shorter than min; expected at least " + Durations.format(min));
            }
        }

        @Override
        public Duration draw(Draw draw) {
            return bounded(min.toMillis() + draw.nextDouble() * max.minus(min).toMillis());
        }
    }

    /** Around a mean; negative draws count as zero. */
    record Normal(
            @Setting("The mean") Duration mean,
            @Setting("The standard deviation") Duration deviation) implements DelayTime {
        public Normal {
            requireBounded("mean", mean);
            requireBounded("deviation", deviation);
        }

        @Override
        public Duration draw(Draw draw) {
            return bounded(mean.toMillis() + draw.nextGaussian() * deviation.toMillis());
        }
    }

    /** Mostly near the median with a long tail, as network latencies are. */
    record Lognormal(
            @Setting("The median") Duration median,

            @Setting("The standard deviation of the logarithm, without unit, from 0 to 10")
            double sigma)
            implements DelayTime {
        public Lognormal {
            requireBounded("median", median);
            if (!(sigma >= 0 && sigma <= 10)) {
                throw new InvalidSetting("sigma", sigma + " is out of range; expected a number from 0 to 10");
            }
        }

        @Override
        public Duration draw(Draw draw) {
            return bounded(median.toMillis() * StrictMath.exp(sigma * draw.nextGaussian()));
        }
    }

    /** Without memory: many short times, few long ones. */
    record Exponential(@Setting("The mean") Duration mean) implements DelayTime {
        public Exponential {
            requireBounded("mean", mean);
        }

        @Override
        public Duration draw(Draw draw) {
            return bounded(mean.toMillis() * draw.nextExponential());
        }
    }

    private static void requireBounded(String setting, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new InvalidSetting(
                    setting, "is out of range; expected a duration from 0s to " + Durations.format(LONGEST));
        }
    }

    private static Duration bounded(double millis) {
        return Duration.ofMillis(Math.round(Math.max(0, Math.min(millis, (double) LONGEST.toMillis()))));
    }
}
