package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Literal;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;

/** A sentinel stands in place of the value, as 0, -999 or an empty text do where somebody wanted no null. */
@About(
        family = About.Family.FIELDS,
        does = "a sentinel (0, -999, an empty text) in place of the value",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, value: -999}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": -999}"))
public record DefaultValue(
        @Setting("The field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("The sentinel, of any type") Literal value,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        Value after = Literals.valueOf(value);
        Damage.set(field, after);
    }
}
