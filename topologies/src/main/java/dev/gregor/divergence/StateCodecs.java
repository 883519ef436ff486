package dev.gregor.divergence;

import dev.gregor.record.RecordCounts;
import dev.gregor.store.StateCodec;
import java.util.Map;
import java.util.function.Function;

/** How the snapshots that the judging task merges are kept. */
final class StateCodecs {
    /** Outcomes of one task, whatever their key. */
    static final StateCodec<Partial.OfOutcomes> OUTCOMES = of(
            key -> new Partial.OfOutcomes(0, new OutcomeCounts(), Progress.UNKNOWN, false),
            outcomes -> BinarySerde.toBytes(outcomes, Partial::write),
            bytes -> BinarySerde.fromBytes(bytes, Partial::readOutcomes));

    /** Counts of the injection, by {@link RecordCounts#key()}. */
    static final StateCodec<RecordCounts> RECORDS = of(
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

    private static <S> StateCodec<S> of(
            Function<String, S> newEmpty, Function<S, byte[]> toBytes, Function<byte[], S> fromBytes) {
        return new StateCodec<>() {
            @Override
            public S newEmpty(String key) {
                return newEmpty.apply(key);
            }

            @Override
            public byte[] toBytes(S state) {
                return toBytes.apply(state);
            }

            @Override
            public S fromBytes(String key, byte[] bytes) {
                return fromBytes.apply(bytes);
            }
        };
    }
}
