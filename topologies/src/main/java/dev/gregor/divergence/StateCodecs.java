package dev.gregor.divergence;

import dev.gregor.record.RecordCounts;
import dev.gregor.store.StateCodec;
import java.util.Map;

/** How the snapshots that the judging task merges are kept. */
final class StateCodecs {
    /** Outcomes of one task, whatever their key. */
    static final StateCodec<Partial.OfOutcomes> OUTCOMES = StateCodec.of(
            key -> new Partial.OfOutcomes(0, new OutcomeCounts(), Progress.UNKNOWN, false),
            outcomes -> BinarySerde.toBytes(outcomes, Partial::write),
            bytes -> BinarySerde.fromBytes(bytes, Partial::readOutcomes));

    /** Counts of the injection, by {@link RecordCounts#key()}. */
    static final StateCodec<RecordCounts> RECORDS = StateCodec.of(
            key -> new RecordCounts(
                    key.substring(0, key.indexOf('/')),
                    key.substring(key.indexOf('/') + 1),
                    0,
                    0,
                    Map.of(),
                    Map.of(),
                    0),
            RecordCounts::toJson,
            RecordCounts::fromJson);

    private StateCodecs() {}
}
