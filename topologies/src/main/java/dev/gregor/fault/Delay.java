package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;

/** The record is held back and then delivered, unchanged: an upstream that got slow. */
@About(
        family = About.Family.TIME,
        does = "held back, then delivered",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{by: 30s}",
                        before = "{\"origin\": \"DTW\"}",
                        after = "{\"origin\": \"DTW\"}",
                        held = "30s"))
public record Delay(
        @Setting(
                "How long: a duration, or uniform {min, max}, normal {mean, deviation}, lognormal {median, sigma}, exponential {mean}")
        DelayTime by,

        @Setting(
                value = "The clock that measures it: wall, or event for the event time of the partition",
                byDefault = "wall")
        Hold.Clock clock,

        @Setting(value = "Whether held records of one key keep their order", byDefault = "true")
        boolean keepOrder)
        implements Fault {

    @Override
    public void inject(Treatment treatment) {
        treatment.holdBack(new Hold(by.draw(treatment.draw()), clock, keepOrder));
    }
}
