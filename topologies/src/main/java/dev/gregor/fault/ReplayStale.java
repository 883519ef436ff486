package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The partition serves its own past: in place of the record, or behind it, comes the one that stood there some time before. */
@About(
        family = About.Family.TIME,
        does = "the partition serves its own past",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{lag: 1000}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        past = "{\"origin\": \"HNL\", \"distance\": 2399}",
                        after = "{\"origin\": \"HNL\", \"distance\": 2399}"))
public record ReplayStale(
        @Setting("How far back: a number of offsets of the same partition, from 1, or a duration of event time")
        Lag lag,

        @Setting(
                value = "Whether the stale record comes instead of the live one, or in-addition, right behind it",
                byDefault = "instead")
        Mode mode,

        @Setting(
                value = "The event time: original keeps that of the stale record, now that of the live one",
                byDefault = "original")
        Timestamps timestamps)
        implements Fault {

    @Override
    public boolean replacesTheValue() {
        return mode == Mode.INSTEAD;
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        RawRecord live = treatment.record();
        RawRecord stale = stale(treatment);
        long timestamp = timestamps == Timestamps.ORIGINAL ? stale.timestamp() : live.timestamp();
        RawRecord replayed = new RawRecord(live.id(), stale.key(), stale.value(), stale.headers(), timestamp);
        if (mode == Mode.INSTEAD) {
            treatment.replaceBy(replayed, source(live.id()), source(stale.id()));
        } else {
            treatment.add(replayed, source(stale.id()));
        }
    }

    private RawRecord stale(Treatment treatment) throws Skipped {
        RawRecord live = treatment.record();
        RecordId id = live.id();
        Optional<RawRecord> stale;
        String wanted;
        if (lag.isRecords()) {
            RecordId past = new RecordId(id.topic(), id.partition(), id.offset() - lag.records());
            wanted = past.toString();
            stale = past.offset() < 0 ? Optional.empty() : treatment.history().at(past);
        } else {
            long time = live.timestamp() - lag.duration().toMillis();
            wanted = "what came " + lag.text() + " ago";
            stale = time < 0 ? Optional.empty() : treatment.history().since(id, time);
        }
        return stale.orElseThrow(() -> new Skipped(SkipReason.NO_HISTORY, wanted + " is not in the log"));
    }

    private static Value source(RecordId id) {
        Map<String, Value> source = new LinkedHashMap<>();
        source.put("record", new Value.Text(id.toString()));
        return new Value.Fields(source);
    }

    /** Where a replayed record comes. */
    public enum Mode implements Word {
        INSTEAD,
        IN_ADDITION
    }

    /** Whose event time a replayed record carries. */
    public enum Timestamps implements Word {
        ORIGINAL,
        NOW
    }
}
