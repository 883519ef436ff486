package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;

/** The field is gone, as after an upstream change that nobody announced. */
@About(
        family = About.Family.FIELDS,
        does = "the field is gone",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\"}"))
public record DropField(
        @Setting("The field that goes: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        field.remove();
    }
}
