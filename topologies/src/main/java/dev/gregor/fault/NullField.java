package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;

/** The field is there, but its value is null, as after a join that found nothing. */
@About(
        family = About.Family.FIELDS,
        does = "the value is null",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": null}"))
public record NullField(
        @Setting("The field that becomes null: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        if (field.value() instanceof Value.Null) {
            throw new Skipped(SkipReason.NO_EFFECT, field.path() + " is null already");
        }
        field.set(Value.Null.NULL);
    }
}
