package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import org.jspecify.annotations.Nullable;

/** The value names another schema than the one that it was written with. */
@About(
        family = About.Family.RECORDS,
        does = "serialisation that disagrees with the registry: the id of another schema",
        formats = {Format.AVRO},
        example = @About.Example(with = "{id: 2}", before = "bytes 00 00000001 0a", after = "bytes 00 00000002 0a"))
public record OtherSchemaId(
        @Setting(
                "The id of the other schema, 0 or more; if left out, that of a record of two texts, registered for this under a subject of its own")
        @Nullable
        Integer id)
        implements Fault {

    public OtherSchemaId {
        if (id != null && id < 0) {
            throw new InvalidSetting("id", id + " is no schema id; expected 0 or more");
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        byte[] before = treatment.bytes();
        int own = SchemaIds.of(before);
        int other = id == null ? treatment.codec().decoySchema() : id;
        if (other == own) {
            throw new Skipped(SkipReason.NO_EFFECT, "the value has the schema " + own + " already");
        }
        treatment.replaceValue(SchemaIds.with(before, other));
    }
}
