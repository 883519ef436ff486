package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;

/** No more than so many of the selected records a second pass each partition, the rest wait in a queue: backpressure from an upstream that got slow. */
@About(
        family = About.Family.TIME,
        does = "backpressure: an upstream that got slow",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{records-per-second: 100}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        held = "0s"))
public record RateLimit(
        @Setting("How many pass in a second on each partition, from 0.001 to 1,000,000")
        double recordsPerSecond,

        @Setting(
                value = "The clock that measures it: wall, or event for the event time of the partition",
                byDefault = "wall")
        HeldBy clock)
        implements HoldingFault {

    public RateLimit {
        if (!(recordsPerSecond >= 0.001 && recordsPerSecond <= 1e6)) {
            throw new InvalidSetting(
                    "records-per-second",
                    recordsPerSecond + " is out of range; expected a number from 0.001 to 1000000");
        }
    }

    @Override
    public Hold.Clock heldBy() {
        return clock.clock();
    }

    @Override
    public void inject(Treatment treatment) {
        treatment.holdBack(new Hold(0, heldBy(), Hold.Lane.EXPERIMENT, Math.round(1e6 / recordsPerSecond)));
    }
}
