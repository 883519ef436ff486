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
        HeldBy clock,

        @Setting(value = "Whether held records of one key keep their order", byDefault = "true")
        boolean keepOrder)
        implements HoldingFault {

    @Override
    public Hold.Clock heldBy() {
        return clock.clock();
    }

    @Override
    public void inject(Treatment treatment) {
        treatment.holdBack(Hold.of(by.draw(treatment.draw()), heldBy(), lane()));
    }

    /**
     * What is always held for the same time of the wall clock keeps its order by itself. Only a change of that time could upset it,
     * against which a lane for all keys is enough; it costs less than one for each.
     */
    private Hold.Lane lane() {
        if (!keepOrder) {
            return Hold.Lane.NONE;
        }
        return by instanceof DelayTime.Fixed && clock == HeldBy.WALL ? Hold.Lane.EXPERIMENT : Hold.Lane.KEY;
    }
}
