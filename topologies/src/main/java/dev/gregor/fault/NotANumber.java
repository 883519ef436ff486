package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;

/**
 * NaN or one of its relatives in a numeric field, as after a division by zero upstream. JSON has no such number; as many
 * writers do, it is written bare, unless it is asked for as a string.
 */
@About(
        family = About.Family.FIELDS,
        does = "NaN and its relatives in a numeric field",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, as: nan}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": NaN}"))
public record NotANumber(
        @Setting("The numeric field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(
                value = "What stands there instead: nan, infinity, -infinity, or string for the text \"NaN\"",
                byDefault = "nan")
        Instead as,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        if (!(field.value() instanceof Value.Num number)) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, field.path() + " is no number");
        }
        if (number.equals(as.value)) {
            throw new Skipped(SkipReason.NO_EFFECT, field.path() + " is " + number.lexeme() + " already");
        }
        field.set(as.value);
    }

    /** What stands where a number was. */
    public enum Instead implements Word {
        NAN(new Value.Num("NaN")),
        INFINITY(new Value.Num("Infinity")),
        NEGATIVE_INFINITY(new Value.Num("-Infinity")) {
            @Override
            public String word() {
                return "-infinity";
            }
        },
        STRING(new Value.Text("NaN"));

        private final Value value;

        Instead(Value value) {
            this.value = value;
        }
    }
}
