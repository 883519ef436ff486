package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;

/** Neighbours change places: the record comes behind one of the next few of its partition, drawn. */
@About(
        family = About.Family.TIME,
        does = "neighbours change places",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{within: 10}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        held = "6 records"))
public record Reorder(
        @Setting(
                "Among how many offsets it may change its place, from 2 to 100,000: it comes behind one of the within - 1 after it")
        int within)
        implements HoldingFault {

    public Reorder {
        if (within < 2 || within > 100_000) {
            throw new InvalidSetting("within", within + " is out of range; expected a whole number from 2 to 100000");
        }
    }

    @Override
    public Hold.Clock heldBy() {
        return Hold.Clock.RECORDS;
    }

    @Override
    public void inject(Treatment treatment) {
        int by = 1 + treatment.draw().nextInt(within - 1);
        treatment.holdBack(new Hold(by, heldBy(), Hold.Lane.NONE, 0));
    }
}
