package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** The partition serves its own past: in place of the record comes the one that stood {@code lag} offsets before it. */
@About(
        family = About.Family.TIME,
        does = "the partition serves its own past in place of the record",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{lag: 1000}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        past = "{\"origin\": \"HNL\", \"distance\": 2399}",
                        after = "{\"origin\": \"HNL\", \"distance\": 2399}"))
public record ReplayStale(
        @Setting("How far back, in offsets of the same partition; at least 1")
        long lag,

        @Setting(
                value = "The event time: original keeps that of the stale record, now that of the record it replaces",
                byDefault = "original")
        Timestamps timestamps)
        implements Fault {

    public ReplayStale {
        if (lag < 1) {
            throw new InvalidSetting("lag", lag + " is not a lag; expected at least 1");
        }
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        RawRecord live = treatment.record();
        RecordId id = live.id();
        RecordId past = new RecordId(id.topic(), id.partition(), id.offset() - lag);
        if (past.offset() < 0) {
            throw new Skipped(SkipReason.NO_HISTORY, past + " is before the start of the log");
        }
        RawRecord stale = treatment
                .history()
                .at(past)
                .orElseThrow(() -> new Skipped(SkipReason.NO_HISTORY, past + " is not in the log"));
        long timestamp = timestamps == Timestamps.ORIGINAL ? stale.timestamp() : live.timestamp();
        treatment.replaceBy(
                new RawRecord(id, stale.key(), stale.value(), stale.headers(), timestamp), source(id), source(past));
    }

    private static Value source(RecordId id) {
        Map<String, Value> source = new LinkedHashMap<>();
        source.put("record", new Value.Text(id.toString()));
        return new Value.Fields(source);
    }

    /** Whose event time a replayed record carries. */
    public enum Timestamps implements Word {
        ORIGINAL,
        NOW
    }
}
