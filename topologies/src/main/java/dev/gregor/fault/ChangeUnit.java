package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import java.math.BigDecimal;

/** The number in another unit, as kilometres where miles are expected. */
@About(
        family = About.Family.FIELDS,
        does = "miles arrive as kilometres",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, factor: 1.609344}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 2816.352}"))
public record ChangeUnit(
        @Setting("The numeric field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(value = "What the number is multiplied by; not 0", byDefault = "1")
        double factor,

        @Setting(value = "What is added then", byDefault = "0")
        double offset,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    public ChangeUnit {
        if (factor == 0) {
            throw new InvalidSetting("factor", "0 leaves nothing of a number; expected another factor");
        } else if (factor == 1 && offset == 0) {
            throw new InvalidSetting(
                    "factor", "1 and an offset of 0 change nothing; expected another factor or offset");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        BigDecimal before = Numbers.exact(field);
        BigDecimal after = before.multiply(BigDecimal.valueOf(factor)).add(BigDecimal.valueOf(offset));
        Numbers.set(field, before, Numbers.rounded(after, before));
    }
}
