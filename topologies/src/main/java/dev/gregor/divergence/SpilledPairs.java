package dev.gregor.divergence;

import dev.gregor.divergence.PairStore.Visit;
import dev.gregor.divergence.PairStore.Visited;
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
 * The open entries that memory has no room for, since one side is hours behind: each lies on disk under its key, and beside it its key in
 * the order of time. Where a search begins is remembered, so that it does not walk over what was deleted before.
 */
final class SpilledPairs {
    private final KeyValueStore<Bytes, byte[]> disk;
    private final Map<Bytes, Long> firstTimes = new HashMap<>();
    private boolean mayHaveAny;

    SpilledPairs(KeyValueStore<Bytes, byte[]> disk) {
        this.disk = disk;
        this.mayHaveAny = hasAny();
    }

    Entry.@Nullable Open find(PairKey key) {
        if (!mayHaveAny) {
            return null;
        }
        byte[] bytes = disk.get(PairKeys.entry(PairKeys.SPILLED, key));
        return bytes == null ? null : Entry.Open.fromBytes(bytes);
    }

    void put(PairKey key, Entry.Open entry) {
        mayHaveAny = true;
        disk.put(PairKeys.entry(PairKeys.SPILLED, key), entry.toBytes());
        disk.put(PairKeys.timed(entry.awaiting(), entry.comparison(), entry.at(), key), new byte[0]);
        // Where no search has been yet, the first may lie before this one: it begins at the very beginning.
        firstTimes.computeIfPresent(
                PairKeys.from(entry.awaiting(), entry.comparison(), 0), (l, first) -> Math.min(first, entry.at()));
    }

    void remove(PairKey key, Entry.Open entry) {
        disk.delete(PairKeys.entry(PairKeys.SPILLED, key));
        disk.delete(PairKeys.timed(entry.awaiting(), entry.comparison(), entry.at(), key));
    }

    /** Looks whether there still is any, so that nobody has to search the disk in vain. */
    void settle() {
        mayHaveAny = mayHaveAny && hasAny();
    }

    private boolean hasAny() {
        return first(PairKeys.first(PairKeys.TIMED), PairKeys.last(PairKeys.TIMED)) != null;
    }

    /** The comparisons that anything is kept of. */
    Set<Long> comparisons() {
        Set<Long> comparisons = new HashSet<>();
        for (Awaiting awaiting : Awaiting.values()) {
            Bytes from = PairKeys.from(awaiting, 0, 0);
            // ids are compared as bytes, so that negative ones come last
            Bytes to = PairKeys.end(awaiting, -1);
            for (Bytes key = first(from, to); key != null; key = first(from, to)) {
                long comparison = Entry.Open.fromBytes(
                                disk.get(PairKeys.entry(PairKeys.SPILLED, PairKeys.timedKey(key))))
                        .comparison();
                comparisons.add(comparison);
                from = PairKeys.end(awaiting, comparison);
            }
        }
        return comparisons;
    }

    private @Nullable Bytes first(Bytes from, Bytes to) {
        try (KeyValueIterator<Bytes, byte[]> range = disk.range(from, to)) {
            return range.hasNext() ? range.next().key : null;
        }
    }

    /** As {@link PairStore#visit}. */
    Visited visit(Awaiting awaiting, long comparison, int limit, Function<Entry.Open, Visit> visitor) {
        if (!mayHaveAny) {
            return Visited.NONE;
        }
        List<Entry.Open> taken = new ArrayList<>();
        long firstLeft = Long.MAX_VALUE;
        int visited = 0;
        boolean stopped = false;
        Bytes lane = PairKeys.from(awaiting, comparison, 0);
        Bytes begin = PairKeys.from(awaiting, comparison, firstTimes.getOrDefault(lane, 0L));
        try (KeyValueIterator<Bytes, byte[]> range = disk.range(begin, PairKeys.end(awaiting, comparison))) {
            while (!stopped && range.hasNext()) {
                KeyValue<Bytes, byte[]> next = range.next();
                Visit visit = Visit.STOP;
                if (visited++ < limit) {
                    Entry.Open entry = find(PairKeys.timedKey(next.key));
                    if (entry == null) {
                        throw new IllegalStateException(
                                "An open pair lies on disk in the order of time, but not by its key");
                    }
                    visit = visitor.apply(entry);
                    if (visit == Visit.TAKE) {
                        taken.add(entry);
                    }
                }
                if (visit != Visit.TAKE) {
                    firstLeft = Math.min(firstLeft, PairKeys.at(next.key));
                    stopped = visit == Visit.STOP;
                }
            }
        }
        firstTimes.put(lane, firstLeft);
        return new Visited(taken, visited <= limit, firstLeft);
    }
}
