package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The same time written otherwise, or in another time zone, after a change upstream. */
@About(
        family = About.Family.FIELDS,
        does = "a date format or time zone that changes upstream",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: date, from: yyyy/MM/dd HH:mm, to: iso}",
                        before = "{\"date\": \"2001/01/01 06:20\"}",
                        after = "{\"date\": \"2001-01-01T06:20:00Z\"}"))
public record ReformatTime(
        @Setting("The field with the time: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("How it is written: iso, epoch-seconds, epoch-millis, or a pattern of java.time")
        TimeForm from,

        @Setting("How it is written then; as before if left out") @Nullable
        TimeForm to,

        @Setting(value = "The zone that a time without one is in", byDefault = "UTC")
        ZoneId fromZone,

        @Setting(value = "The zone that it is written in", byDefault = "UTC")
        ZoneId toZone,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        Value before = field.value();
        Instant instant = from.read(before, fromZone)
                .orElseThrow(
                        () -> new Skipped(SkipReason.NOT_APPLICABLE, field.path() + " is no time as " + from.text()));
        Value after = (to == null ? from : to).write(instant, toZone);
        Damage.set(field, after);
    }
}
