package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import java.time.Duration;

/** The partition goes silent for a while, and then everything comes at once, in order. The silences follow each other without a gap: what is selected in one of them waits for its end. Select by window to have some of them only. */
@About(
        family = About.Family.TIME,
        does = "the partition goes silent, then everything comes at once",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{for: 5m}",
                        before = "at 2001-01-01T06:03:30Z: {\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "at 2001-01-01T06:03:30Z: {\"origin\": \"DTW\", \"distance\": 1750}",
                        held = "90s"))
public record Stall(
        @Setting("How long a silence lasts, from 1ms to 365d; silences begin at multiples of it since 1970")
        Duration for_,

        @Setting(
                value = "The clock that measures it: event for the event time of the partition, or wall",
                byDefault = "event")
        HeldBy clock)
        implements HoldingFault {

    public Stall {
        if (for_.isZero() || for_.compareTo(DelayTime.LONGEST) > 0) {
            throw new InvalidSetting("for", "is out of range; expected a duration from 1ms to 365d");
        }
    }

    @Override
    public Hold.Clock heldBy() {
        return clock.clock();
    }

    @Override
    public boolean holdsByTheTimeOfDay() {
        return clock == HeldBy.WALL;
    }

    @Override
    public void inject(Treatment treatment) {
        long now = clock == HeldBy.EVENT
                ? treatment.record().timestamp()
                : treatment.moment().now();
        long left = for_.toMillis() - Math.floorMod(now, for_.toMillis());
        treatment.holdBack(Hold.of(Duration.ofMillis(left), heldBy(), Hold.Lane.EXPERIMENT));
    }
}
