package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.config.SignedDuration;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;

/** The event time lies, as where a clock is wrong or a time zone is applied twice. The value keeps what it says of the time. */
@About(
        family = About.Family.RECORDS,
        does = "the event time lies",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{by: -1h}",
                        before = "at 2001-01-01T06:00:00Z: {\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "at 2001-01-01T05:00:00Z: {\"origin\": \"DTW\", \"distance\": 1750}"))
public record ShiftTimestamp(
        @Setting("How far, as 1h, or -1h for back; a time before 1970 becomes 1970")
        SignedDuration by) implements Fault {

    @Override
    public void inject(Treatment treatment) throws Skipped {
        long before = treatment.record().timestamp();
        long after = Math.max(0, before + by.value().toMillis());
        if (after == before) {
            throw new Skipped(SkipReason.NO_EFFECT, "the record has this time already");
        }
        treatment.replaceTimestamp(after);
    }
}
