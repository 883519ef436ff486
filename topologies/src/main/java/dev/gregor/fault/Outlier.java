package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;

/** A spike: the number plus a multiple of the standard deviation that its field has had on this partition so far. */
@About(
        family = About.Family.FIELDS,
        does = "a spike",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, times: 10}",
                        seen =
                                "{\"origin\": \"DTW\", \"distance\": 100}\n{\"origin\": \"HNL\", \"distance\": 300}\n{\"origin\": \"HNL\", \"distance\": 200}",
                        before = "{\"origin\": \"DTW\", \"distance\": 200}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1200}"))
public record Outlier(
        @Setting("The numeric field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(
                value = "How many standard deviations are added; negative to go down; a whole number stays whole",
                byDefault = "10")
        double times,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault, ObservingFault {

    public Outlier {
        if (times == 0) {
            throw new InvalidSetting("times", "0 standard deviations are no outlier; expected another number");
        }
    }

    @Override
    public void observe(Treatment seen) throws Skipped {
        for (Field each : field.all(seen)) {
            if (each.value() instanceof Value.Num number && Double.isFinite(number.toDouble())) {
                seen.memory().summarize(name(seen, each), summary -> summary.add(number.toDouble()));
            }
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        if (!(field.value() instanceof Value.Num number) || !Double.isFinite(number.toDouble())) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, field.path() + " is no finite number");
        }
        double deviation = treatment.memory().summary(name(treatment, field)).deviation();
        if (deviation == 0) {
            throw new Skipped(SkipReason.NO_HISTORY, field.path() + " has not varied on this partition yet");
        }
        double spike = number.toDouble() + times * deviation;
        boolean isWhole = number.isWhole() && Math.abs(spike) < Long.MAX_VALUE;
        Value after = isWhole ? Value.Num.of(Math.round(spike)) : Value.Num.of(spike);
        if (after.equals(number)) {
            throw new Skipped(SkipReason.NO_EFFECT, field.path() + " varies too little to show");
        }
        field.set(after);
    }

    /** All items of an array vary together. */
    private static String name(Treatment treatment, Field field) {
        return treatment.scope() + "/" + field.path().replaceAll("\\[\\d+]", "[*]");
    }
}
