package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.time.Duration;

/** The value that this key had some time ago, as from a feature store that stopped refreshing. */
@About(
        family = About.Family.FIELDS,
        does = "the value that this key had some time ago (a feature store that stopped refreshing)",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, lag: 1h}",
                        past = "{\"origin\": \"DTW\", \"distance\": 1000}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1000}"))
public record StaleField(
        @Setting("The field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("How long ago, by event time, from 1ms to 30d")
        Duration lag,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    public StaleField {
        if (lag.isZero() || lag.compareTo(Memory.REACH) > 0) {
            throw new InvalidSetting("lag", "is out of range; expected a duration from 1ms to 30d");
        }
    }

    @Override
    public boolean asksForThePast() {
        return true;
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        Value before = Labelled.in(treatment.past(lag), new FieldPath(field.path()));
        Damage.set(field, before);
    }
}
