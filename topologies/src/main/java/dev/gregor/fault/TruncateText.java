package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;

/** Text cut short, as by a column that is too narrow. */
@About(
        family = About.Family.FIELDS,
        does = "text cut short",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: origin, length: 2}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DT\", \"distance\": 1750}"))
public record TruncateText(
        @Setting("The field with text: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("How many characters are left, 0 or more") int length)
        implements FieldFault {

    public TruncateText {
        if (length < 0) {
            throw new InvalidSetting("length", length + " is no length; expected 0 or more characters");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        String text = Damage.textOf(field);
        int end = text.offsetByCodePoints(0, Math.min(length, text.codePointCount(0, text.length())));
        String after = text.substring(0, end);
        Damage.set(field, new Value.Text(after));
    }
}
