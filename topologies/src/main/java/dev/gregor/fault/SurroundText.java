package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;

/** Stray white space, quotes or units around a text. */
@About(
        family = About.Family.FIELDS,
        does = "stray white space, quotes, units",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: origin}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \" DTW \", \"distance\": 1750}"))
public record SurroundText(
        @Setting("The field with text: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(value = "What stands before it", byDefault = "' '")
        String before,

        @Setting(value = "What stands behind it", byDefault = "' '")
        String after)
        implements FieldFault {

    public SurroundText {
        if (before.isEmpty() && after.isEmpty()) {
            throw new InvalidSetting("before", "is empty, and so is 'after'; expected a text in one of them");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        String text = Damage.textOf(field);
        field.set(new Value.Text(before + text + after));
    }
}
