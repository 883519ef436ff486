package dev.gregor.divergence;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The pairs that are open, and the decided ones that must still be remembered. They lie on disk, for a side may be hours behind. Ids
 * come in the order of their event time; where the search for due ones begins is remembered, so that it does not
 * walk over what was deleted before.
 */
final class PairStore {
    static final String NAME = "pairs";

    /** What an id may lie under. */
    static final List<Byte> KINDS =
            List.of(Side.CONTROL.code(), Side.TREATMENT.code(), PairKeys.CLOSED, PairKeys.UNDECIDED, PairKeys.MARKED);

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<Bytes, Long> firstTimestamps = new HashMap<>();

    PairStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray());
    }

    /** An id at its place in event time. */
    record Timed(byte[] id, long timestamp, byte[] note) {
        /** When a waiting output arrived, by the wall clock in epoch milliseconds. */
        long arrival() {
            return ByteBuffer.wrap(note).getLong();
        }
    }

    /** What to do with an id that was visited. */
    enum Visit {
        TAKE,
        LEAVE,
        STOP
    }

    @Nullable
    Entry find(long comparison, byte[] id) {
        byte[] bytes = store.get(PairKeys.entry(comparison, id));
        return bytes == null ? null : Entry.fromBytes(bytes);
    }

    /** Keeps the word of the ledger until an output comes. */
    void mark(byte[] id, Mark mark, long now) {
        put(mark.comparison(), id, new Entry.Marked(mark.experiment(), now));
        putTimed(PairKeys.MARKED, mark.comparison(), now, id, new byte[0]);
    }

    /** Forgets the word of the ledger, as it becomes part of another entry or has waited for too long. */
    void unmark(long comparison, byte[] id, long arrival) {
        store.delete(PairKeys.entry(comparison, id));
        store.delete(PairKeys.timed(PairKeys.MARKED, comparison, arrival, id));
    }

    /** Keeps an output until the other one comes, or is given up. */
    void await(byte[] id, Entry.Waiting waiting, long now) {
        Reading reading = waiting.reading();
        put(reading.comparison(), id, waiting);
        putTimed(reading.side().code(), reading.comparison(), reading.timestamp(), id, longBytes(now));
    }

    /** Keeps a pair, of which one output waited, until the ledger tells of it, or is not awaited any more. */
    void awaitLedger(byte[] id, Reading waited, Entry.Undecided undecided, long now) {
        delete(waited.side().code(), waited.comparison(), waited.timestamp(), id);
        put(waited.comparison(), id, undecided);
        putTimed(PairKeys.UNDECIDED, waited.comparison(), undecided.control().timestamp(), id, longBytes(now));
    }

    /** Replaces what is known of an id, whose place in event time stays. */
    void put(long comparison, byte[] id, Entry entry) {
        store.put(PairKeys.entry(comparison, id), entry.toBytes());
    }

    /** Ends the waiting of an output. */
    void close(byte[] id, Reading waiting, Entry.Closed closed) {
        close(waiting.side().code(), waiting.comparison(), waiting.timestamp(), id, closed);
    }

    /** Ends the waiting of a pair for the ledger. */
    void close(byte[] id, Entry.Undecided undecided, Entry.Closed closed) {
        Reading control = undecided.control();
        close(PairKeys.UNDECIDED, control.comparison(), control.timestamp(), id, closed);
    }

    private void close(byte kind, long comparison, long timestamp, byte[] id, Entry.Closed closed) {
        delete(kind, comparison, timestamp, id);
        put(comparison, id, closed);
        putTimed(PairKeys.CLOSED, comparison, closed.timestamp(), id, new byte[0]);
    }

    private void delete(byte kind, long comparison, long timestamp, byte[] id) {
        store.delete(PairKeys.timed(kind, comparison, timestamp, id));
    }

    /** Forgets an id that lies under the kind. */
    void forget(byte kind, long comparison, Timed timed) {
        store.delete(PairKeys.entry(comparison, timed.id()));
        delete(kind, comparison, timed.timestamp(), timed.id());
    }

    /**
     * The ids that were taken. Whoever takes them closes or forgets them: the next search begins behind them.
     *
     * @param isComplete whether all were visited that had to be
     * @param firstLeft the least event time that was visited and not taken; {@link Long#MAX_VALUE} if nothing is left
     */
    record Visited(List<Timed> taken, boolean isComplete, long firstLeft) {
        boolean isEmpty() {
            return firstLeft == Long.MAX_VALUE;
        }
    }

    /** The comparisons that anything is kept of. */
    Set<Long> comparisons() {
        Set<Long> comparisons = new HashSet<>();
        for (byte kind : KINDS) {
            Bytes from = Bytes.wrap(new byte[] {kind});
            Bytes to = Bytes.wrap(new byte[] {(byte) (kind + 1)});
            for (Bytes key = first(from, to); key != null; key = first(from, to)) {
                comparisons.add(PairKeys.comparison(key));
                from = PairKeys.end(kind, PairKeys.comparison(key));
            }
        }
        return comparisons;
    }

    private @Nullable Bytes first(Bytes from, Bytes to) {
        try (KeyValueIterator<Bytes, byte[]> range = store.range(from, to)) {
            return range.hasNext() ? range.next().key : null;
        }
    }

    /** The ids under this kind that the visitor takes, in the order of time; at most {@code limit} are visited. */
    Visited visit(byte kind, long comparison, int limit, Function<Timed, Visit> visitor) {
        List<Timed> taken = new ArrayList<>();
        long firstLeft = Long.MAX_VALUE;
        int visited = 0;
        boolean stopped = false;
        Bytes begin = PairKeys.from(kind, comparison, firstTimestamps.getOrDefault(prefix(kind, comparison), 0L));
        try (KeyValueIterator<Bytes, byte[]> range = store.range(begin, PairKeys.end(kind, comparison))) {
            while (!stopped && range.hasNext()) {
                var next = range.next();
                Timed timed = new Timed(PairKeys.id(next.key), PairKeys.timestamp(next.key), next.value);
                Visit visit = visited++ == limit ? Visit.STOP : visitor.apply(timed);
                if (visit == Visit.TAKE) {
                    taken.add(timed);
                } else {
                    firstLeft = Math.min(firstLeft, timed.timestamp());
                    stopped = visit == Visit.STOP;
                }
            }
        }
        firstTimestamps.put(prefix(kind, comparison), firstLeft);
        return new Visited(taken, visited <= limit, firstLeft);
    }

    private void putTimed(byte kind, long comparison, long timestamp, byte[] id, byte[] note) {
        store.put(PairKeys.timed(kind, comparison, timestamp, id), note);
        // Where no search has been yet, the first may lie before this one: it begins at the very beginning.
        firstTimestamps.computeIfPresent(prefix(kind, comparison), (p, first) -> Math.min(first, timestamp));
    }

    private static Bytes prefix(byte kind, long comparison) {
        return PairKeys.from(kind, comparison, 0);
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
