package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.Skipped;
import java.math.BigDecimal;

/** Another sign, as after a convention changed. */
@About(
        family = About.Family.FIELDS,
        does = "a convention that changed",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": -1750}"))
public record FlipSign(
        @Setting("The numeric field: a path, a list of paths, or any")
        FieldChoice field) implements FieldFault {

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        BigDecimal before = Numbers.exact(field);
        Numbers.set(field, before, before.negate());
    }
}
