package dev.gregor.divergence;

import dev.gregor.store.BufferedStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The pairs that are open, and the decided ones that must still be remembered (docs/decisions/pair-store.md). Young entries are in
 * memory and are put down when a commit finds them still open; beyond {@link #MOST_IN_MEMORY} they lie on disk, for a side may be hours
 * behind. Memory is bounded whatever the traffic.
 */
final class PairStore {
    /** How many open entries of a task are in memory at the most. */
    static final int MOST_IN_MEMORY = 100_000;

    private final KeyValueStore<Bytes, byte[]> disk;
    private final OpenPairs open = new OpenPairs();
    private final SpilledPairs spilled;
    private final Map<Long, ClosedPairs> closed = new HashMap<>();
    private final int mostInMemory;

    /** Begins with what the store holds. */
    PairStore(BufferedStore store) {
        this(store, MOST_IN_MEMORY);
    }

    PairStore(BufferedStore store, int mostInMemory) {
        this.disk = store.disk();
        this.mostInMemory = mostInMemory;
        this.spilled = new SpilledPairs(disk);
        each(PairKeys.OPEN, (key, entry) -> open.restore(PairKeys.key(key), Entry.Open.fromBytes(entry)));
        each(
                PairKeys.BLOCK,
                (key, block) -> closed(PairKeys.blockComparison(key)).restore(PairKeys.blockNumber(key), block));
        store.begin(this::putDown);
    }

    /** What to do with an entry that was visited. */
    enum Visit {
        TAKE,
        LEAVE,
        STOP
    }

    /**
     * The entries that were taken. Whoever takes them closes or forgets them: the next search begins behind them.
     *
     * @param isComplete whether all were visited that had to be
     * @param firstLeft the least time that was visited and not taken; {@link Long#MAX_VALUE} if nothing is left
     */
    record Visited(List<Entry.Open> taken, boolean isComplete, long firstLeft) {
        static final Visited NONE = new Visited(List.of(), true, Long.MAX_VALUE);

        boolean isEmpty() {
            return firstLeft == Long.MAX_VALUE;
        }

        private Visited and(Visited other) {
            List<Entry.Open> all = new ArrayList<>(taken);
            all.addAll(other.taken);
            return new Visited(all, isComplete && other.isComplete, Math.min(firstLeft, other.firstLeft));
        }
    }

    @Nullable
    Entry find(long comparison, PairKey key) {
        Entry.Open found = findOpen(key);
        if (found != null) {
            return found;
        }
        ClosedPairs remembered = closed.get(comparison);
        return remembered == null ? null : remembered.find(key);
    }

    /** What is open under the key. */
    Entry.@Nullable Open findOpen(PairKey key) {
        Entry.Open found = open.find(key);
        return found == null ? spilled.find(key) : found;
    }

    /** Keeps an entry in place of what is open under the key. */
    void put(PairKey key, Entry.Open entry) {
        if (open.find(key) == null) {
            Entry.Open before = spilled.find(key);
            if (before != null || open.size() >= mostInMemory) {
                if (before != null) {
                    spilled.remove(key, before);
                }
                spilled.put(key, entry);
                return;
            }
        }
        open.put(key, entry);
    }

    /** Ends the waiting of what is open under the key, if anything is, and remembers the decision. */
    void close(long comparison, PairKey key, Entry.Closed decided) {
        remove(key);
        closed(comparison).put(key, decided);
    }

    /** Forgets what is open under the key. */
    void remove(PairKey key) {
        if (open.find(key) != null) {
            open.remove(key);
            return;
        }
        Entry.Open before = spilled.find(key);
        if (before != null) {
            spilled.remove(key, before);
        }
    }

    /** Forgets the decided pairs of a comparison before an event time. */
    void forget(long comparison, long before) {
        ClosedPairs remembered = closed.get(comparison);
        if (remembered != null) {
            remembered.forget(before, number -> disk.delete(PairKeys.block(comparison, number)));
            if (remembered.isEmpty()) {
                closed.remove(comparison);
            }
        }
    }

    /** Looks at what has become needless. To be called now and then. */
    void settle() {
        spilled.settle();
    }

    /** The comparisons that anything is kept of. */
    Set<Long> comparisons() {
        Set<Long> comparisons = new HashSet<>(closed.keySet());
        comparisons.addAll(open.comparisons());
        comparisons.addAll(spilled.comparisons());
        return comparisons;
    }

    /** The entries that await this and that the visitor takes, in the order of time; at most so many are visited in memory, and on disk. */
    Visited visit(Awaiting awaiting, long comparison, int limit, Function<Entry.Open, Visit> visitor) {
        return open.visit(awaiting, comparison, limit, visitor)
                .and(spilled.visit(awaiting, comparison, limit, visitor));
    }

    /** How many entries there are of any kind; to be told in tests and metrics. */
    long size() {
        long decided = closed.values().stream().mapToLong(ClosedPairs::size).sum();
        return open.size() + decided;
    }

    private ClosedPairs closed(long comparison) {
        return closed.computeIfAbsent(comparison, c -> new ClosedPairs());
    }

    private void putDown() {
        open.putDown(disk);
        closed.forEach((comparison, pairs) -> {
            byte[] block = pairs.nextBlock();
            if (block != null) {
                disk.put(PairKeys.block(comparison, pairs.lastNumber()), block);
            }
        });
    }

    private interface Taking {
        void take(Bytes key, byte[] value);
    }

    private void each(byte kind, Taking taking) {
        try (KeyValueIterator<Bytes, byte[]> range = disk.range(PairKeys.first(kind), PairKeys.last(kind))) {
            while (range.hasNext()) {
                KeyValue<Bytes, byte[]> next = range.next();
                taking.take(next.key, next.value);
            }
        }
    }
}
