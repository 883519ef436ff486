package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.Optional;

/** The label is that of a record some places before it in the partition: a join that is off by a few records. */
@About(
        family = About.Family.LABELS,
        does = "a join that is off by n",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: late, by: 1}",
                        before = "{\"origin\": \"DTW\", \"late\": false}",
                        past = "{\"origin\": \"HNL\", \"late\": true}",
                        after = "{\"origin\": \"DTW\", \"late\": true}"))
public record MisalignLabels(
        @Setting("The field of the label: a path") FieldPath field,

        @Setting("How many offsets before it the record stands whose label it gets, from 1 to 1,000,000")
        int by)
        implements Fault {

    public MisalignLabels {
        if (by < 1 || by > 1_000_000) {
            throw new InvalidSetting("by", by + " is out of range; expected a whole number from 1 to 1000000");
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        RecordId id = treatment.record().id();
        RecordId earlier = new RecordId(id.topic(), id.partition(), id.offset() - by);
        RawRecord record = (earlier.offset() < 0
                        ? Optional.<RawRecord>empty()
                        : treatment.history().at(earlier))
                .orElseThrow(() -> new Skipped(SkipReason.NO_HISTORY, earlier + " is not in the log"));
        if (record.value() == null) {
            throw new Skipped(SkipReason.NO_HISTORY, earlier + " is a tombstone");
        }
        Labelled.set(treatment, field, Labelled.in(treatment.decoded(record.value()), field));
    }
}
