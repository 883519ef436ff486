package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.Arrays;

/** The record has another key, and lands on another partition or, with one key for all, on a hot one. */
@About(
        family = About.Family.RECORDS,
        does = "records land on the wrong key, or on one hot key",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{to: {constant: {value: HOT}}}",
                        before = "key DTW: {\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "key HOT: {\"origin\": \"DTW\", \"distance\": 1750}"))
public record ChangeKey(
        @Setting(
                value =
                        "The new key: null, random (8 letters), other (that of a record before it in the partition), or constant {value}",
                byDefault = "'null'")
        NewKey to,

        @Setting(
                value =
                        "Whether the record goes by-key to the partition of its new key, or keeps its own; without a key it keeps it",
                byDefault = "by-key")
        Partition partition)
        implements Fault {

    @Override
    public void inject(Treatment treatment) throws Skipped {
        byte[] before = treatment.record().key();
        byte[] after = to.key(treatment);
        if (Arrays.equals(before, after)) {
            throw new Skipped(SkipReason.NO_EFFECT, "the record has this key already");
        }
        treatment.replaceKey(after, partition == Partition.BY_KEY);
    }

    /** Where a record with a new key goes. */
    public enum Partition implements Word {
        BY_KEY,
        KEEP
    }
}
