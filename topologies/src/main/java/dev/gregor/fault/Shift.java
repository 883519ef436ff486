package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import java.math.BigDecimal;

/** Drift by an offset: sudden, gradual, momentary or recurring. */
@About(
        family = About.Family.FIELDS,
        does = "drift: sudden, gradual, momentary, recurring",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, by: 100}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1850}"))
public record Shift(
        @Setting("The numeric field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("What is added at the full size of the drift; not 0")
        double by,

        @Setting(
                value =
                        "How it grows: step, ramp {over}, spike {every, lasts} or sine {period}, from the beginning of the fault window on (schedule, window or burst)",
                byDefault = "step")
        DriftShape shape,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    public Shift {
        if (by == 0) {
            throw new InvalidSetting("by", "0 is no drift; expected another number");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        BigDecimal before = Numbers.exact(field);
        BigDecimal drift = BigDecimal.valueOf(by * shape.at(treatment.elapsed()));
        Numbers.set(field, before, Numbers.rounded(before.add(drift), before));
    }
}
