package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Document;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The first value that this key had in the fault window, for as long as the window lasts: a sensor that hangs. The window is that of the selection, a burst, or the whole run. */
@About(
        family = About.Family.FIELDS,
        does = "the first value of the fault window, for as long as it lasts",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance}",
                        seen = "{\"origin\": \"DTW\", \"distance\": 1000}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1000}"))
public record FreezeField(
        @Setting("The field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault, ObservingFault {

    @Override
    public void observe(Treatment seen) throws Skipped {
        byte[] key = seen.key();
        byte[] first = seen.memory().get(seen.scope(), key);
        long since = seen.moment().since();
        if (first == null || ByteBuffer.wrap(first).getLong() != since) {
            byte[] value = seen.bytes();
            byte[] state = ByteBuffer.allocate(Long.BYTES + value.length)
                    .putLong(since)
                    .put(value)
                    .array();
            seen.memory().put(seen.scope(), key, state);
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        byte[] first = treatment.memory().get(treatment.scope(), treatment.key());
        if (first == null
                || ByteBuffer.wrap(first).getLong() != treatment.moment().since()) {
            throw new Skipped(SkipReason.NO_HISTORY, "this key has had no value in the fault window");
        }
        Document then = treatment.decoded(Arrays.copyOfRange(first, Long.BYTES, first.length));
        Value frozen = Labelled.in(then, new FieldPath(field.path()));
        Damage.set(field, frozen);
    }
}
