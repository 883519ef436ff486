package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;

/** The field has another name, after a change upstream that nobody announced. It keeps its place and its value. */
@About(
        family = About.Family.FIELDS,
        does = "an upstream rename",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, to: miles}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"miles\": 1750}"))
public record RenameField(
        @Setting("The field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("The new name of the field itself, without the path to it")
        String to,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    public RenameField {
        if (!to.matches("[^\\p{Cntrl}]{1,200}")) {
            throw new InvalidSetting("to", "'" + to + "' is not a name; expected 1 to 200 characters");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        field.rename(to);
    }
}
