package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;

/** Two fields trade values, as where arguments are passed in the wrong order. */
@About(
        family = About.Family.FIELDS,
        does = "two fields trade values",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: origin, with: destination}",
                        before = "{\"origin\": \"DTW\", \"destination\": \"HNL\"}",
                        after = "{\"origin\": \"HNL\", \"destination\": \"DTW\"}"))
public record SwapFields(
        @Setting("The one field: a path") FieldPath field,

        @Setting("The other field: a path") FieldPath with,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements Fault {

    public SwapFields {
        if (field.covers(with.text()) || with.covers(field.text())) {
            throw new InvalidSetting(
                    "with", "'" + with + "' and '" + field + "' lie within each other; expected two fields apart");
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        Field one = Labelled.of(treatment, field);
        Field other = Labelled.of(treatment, with);
        Value before = one.value();
        Value after = other.value();
        if (before.equals(after)) {
            throw new Skipped(SkipReason.NO_EFFECT, field + " and " + with + " are the same");
        }
        one.set(after);
        other.set(before);
    }
}
