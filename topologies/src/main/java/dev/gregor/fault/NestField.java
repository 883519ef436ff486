package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import org.jspecify.annotations.Nullable;

/** The same data one level deeper, or flattened: an object takes the field in, or gives its members up. */
@About(
        family = About.Family.FIELDS,
        does = "the same data one level deeper, or flattened",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, under: details}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"details\": {\"distance\":1750}}"))
public record NestField(
        @Setting("The field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("The name of an object that takes the place of the field and holds it") @Nullable
        String under,

        @Setting(
                value = "Instead: whether the members of the object go one level up, as parent_child",
                byDefault = "false")
        boolean flatten,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    public NestField {
        if ((under == null) != flatten) {
            throw new InvalidSetting(
                    "under", "expected either the name of an object under 'under', or 'flatten: true'");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        if (under != null) {
            field.nest(under);
        } else {
            field.flatten();
        }
    }
}
