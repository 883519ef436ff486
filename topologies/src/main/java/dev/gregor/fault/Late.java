package dev.gregor.fault;

import dev.gregor.config.Checks;
import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import java.time.Duration;

/** The record comes just after the window that should have had it is closed: too late by a millisecond of event time. */
@About(
        family = About.Family.TIME,
        does = "delivered just after the window that should have had it is closed",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{beyond: 1m, window: 5m}",
                        before = "at 2001-01-01T06:03:30Z: {\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "at 2001-01-01T06:03:30Z: {\"origin\": \"DTW\", \"distance\": 1750}",
                        held = "150001ms"))
public record Late(
        @Setting("The grace that those who read the topic give to late records, from 0s to 365d of event time")
        Duration beyond,

        @Setting(
                value =
                        "The length of their windows, which begin at multiples of it since 1970; 0s if each record counts by itself",
                byDefault = "0s")
        Duration window)
        implements HoldingFault {

    public Late {
        Checks checks = new Checks();
        checks.require(
                beyond.compareTo(DelayTime.LONGEST) <= 0,
                "beyond",
                "is out of range; expected a duration from 0s to 365d");
        checks.require(
                window.compareTo(DelayTime.LONGEST) <= 0,
                "window",
                "is out of range; expected a duration from 0s to 365d");
        checks.done();
    }

    @Override
    public Hold.Clock heldBy() {
        return Hold.Clock.EVENT;
    }

    @Override
    public void inject(Treatment treatment) {
        long past = window.isZero() ? 0 : Math.floorMod(treatment.record().timestamp(), window.toMillis());
        long left = window.toMillis() - past + beyond.toMillis() + 1;
        treatment.holdBack(Hold.of(Duration.ofMillis(left), heldBy(), Hold.Lane.NONE));
    }
}
