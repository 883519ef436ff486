package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import java.math.BigDecimal;

/** Drift by a factor: sudden, gradual, momentary or recurring. */
@About(
        family = About.Family.FIELDS,
        does = "multiplicative drift",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, factor: 1.1}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1925}"))
public record Scale(
        @Setting("The numeric field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("What the number is multiplied by at the full size of the drift; not 1")
        double factor,

        @Setting(
                value =
                        "How it grows: step, ramp {over}, spike {every, lasts} or sine {period}, from the beginning of the fault window on (schedule, window or burst)",
                byDefault = "step")
        DriftShape shape,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    public Scale {
        if (factor == 1) {
            throw new InvalidSetting("factor", "1 is no drift; expected another number");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        BigDecimal before = Numbers.exact(field);
        BigDecimal drift = BigDecimal.valueOf(factor)
                .subtract(BigDecimal.ONE)
                .multiply(BigDecimal.valueOf(shape.at(treatment.elapsed())));
        Numbers.set(field, before, Numbers.rounded(before.multiply(BigDecimal.ONE.add(drift)), before));
    }
}
