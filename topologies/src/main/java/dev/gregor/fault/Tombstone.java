package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.record.Skipped;

/** The value becomes null, which a compacted topic and a table take as a deletion of the key. */
@About(
        family = About.Family.RECORDS,
        does = "the value becomes null",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example = @About.Example(with = "{}", before = "{\"origin\": \"DTW\", \"distance\": 1750}", after = "null"))
public record Tombstone() implements Fault {

    @Override
    public void inject(Treatment treatment) throws Skipped {
        treatment.bytes(); // refuses a record that is a tombstone already
        treatment.replaceValue(null);
    }

    @Override
    public boolean replacesTheValue() {
        return true;
    }
}
