package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A saturated sensor: what lies beyond its range becomes the end of it. */
@About(
        family = About.Family.FIELDS,
        does = "a saturated sensor",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, max: 1000}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1000}"))
public record Clip(
        @Setting("The numeric field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("The least value") @Nullable Double min,

        @Setting("The greatest value, not below min") @Nullable
        Double max,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    public Clip {
        if (min == null && max == null) {
            throw new InvalidSetting("min", "neither 'min' nor 'max' is given; expected one of them or both");
        } else if (min != null && max != null && max < min) {
            throw new InvalidSetting("max", max + " is below min; expected at least " + min);
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        BigDecimal before = Numbers.exact(field);
        BigDecimal after = min == null ? before : before.max(BigDecimal.valueOf(min));
        after = max == null ? after : after.min(BigDecimal.valueOf(max));
        Numbers.set(field, before, after);
    }
}
