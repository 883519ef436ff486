package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import dev.gregor.record.Field;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.Locale;
import java.util.regex.Pattern;

/** Another case, so that a join or the lookup of a category no longer matches. */
@About(
        family = About.Family.FIELDS,
        does = "a join or a category lookup that no longer matches",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: origin, to: lower}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"dtw\", \"distance\": 1750}"))
public record ChangeCase(
        @Setting("The field with text: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("The case: upper, lower or title (Each Word)")
        Case to)
        implements FieldFault {

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        String text = Damage.textOf(field);
        String after = to.of(text);
        Damage.set(field, new Value.Text(after));
    }

    /** The cases there are. */
    public enum Case implements Word {
        UPPER {
            @Override
            String of(String text) {
                return text.toUpperCase(Locale.ROOT);
            }
        },
        LOWER {
            @Override
            String of(String text) {
                return text.toLowerCase(Locale.ROOT);
            }
        },
        TITLE {
            @Override
            String of(String text) {
                return WORD.matcher(text.toLowerCase(Locale.ROOT))
                        .replaceAll(word -> word.group().toUpperCase(Locale.ROOT));
            }
        };

        private static final Pattern WORD = Pattern.compile("(?<![\\p{L}\\p{N}])\\p{L}");

        abstract String of(String text);
    }
}
