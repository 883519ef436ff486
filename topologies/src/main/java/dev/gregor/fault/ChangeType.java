package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import dev.gregor.record.Field;
import dev.gregor.record.JsonText;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The same value in another type, as {@code true} that becomes {@code "true"} when a producer changes its language. */
@About(
        family = About.Family.FIELDS,
        does = "the same value in another type: true becomes \"true\", a scalar a list of one",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, to: string}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750.50}",
                        after = "{\"origin\": \"DTW\", \"distance\": \"1750.50\"}"))
public record ChangeType(
        @Setting("The field that changes its type: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(
                "The new type: string, number, boolean, array (a list of one), object ({\"value\": ...}) or epoch-millis")
        Target to,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        Value before = field.value();
        if (before instanceof Value.Null) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, field.path() + " is null, which has no other type");
        }
        Value after = converted(before);
        if (after == null) {
            throw new Skipped(
                    SkipReason.NOT_APPLICABLE, field.path() + ": " + JsonText.of(before) + " is no " + to.word());
        }
        Damage.set(field, after);
    }

    private @Nullable Value converted(Value value) {
        return switch (to) {
            case STRING -> value instanceof Value.Text ? value : new Value.Text(JsonText.of(value));
            case NUMBER -> number(value);
            case BOOLEAN -> bool(value);
            case ARRAY -> value instanceof Value.Items ? value : new Value.Items(List.of(value));
            case OBJECT -> value instanceof Value.Fields ? value : new Value.Fields(Map.of("value", value));
            case EPOCH_MILLIS -> value instanceof Value.Text text ? epochMillis(text.value()) : null;
        };
    }

    private static @Nullable Value number(Value value) {
        if (value instanceof Value.Bool bool) {
            return Value.Num.of(bool.value() ? 1 : 0);
        } else if (value instanceof Value.Text text) {
            return NUMBER.matcher(text.value()).matches() ? new Value.Num(text.value()) : null;
        }
        return value instanceof Value.Num ? value : null;
    }

    private static @Nullable Value bool(Value value) {
        if (value instanceof Value.Num num) {
            return new Value.Bool(num.toDouble() != 0);
        } else if (value instanceof Value.Text text) {
            boolean isTrue = text.value().equalsIgnoreCase("true");
            return isTrue || text.value().equalsIgnoreCase("false") ? new Value.Bool(isTrue) : null;
        }
        return value instanceof Value.Bool ? value : null;
    }

    private static @Nullable Value epochMillis(String text) {
        try {
            return Value.Num.of(Instant.parse(text).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** The types there are. */
    public enum Target implements Word {
        STRING,
        NUMBER,
        BOOLEAN,
        ARRAY,
        OBJECT,
        /** An ISO-8601 instant as milliseconds since 1970. */
        EPOCH_MILLIS
    }
}
