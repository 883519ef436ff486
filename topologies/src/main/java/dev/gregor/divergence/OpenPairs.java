package dev.gregor.divergence;

import dev.gregor.divergence.PairStore.Visit;
import dev.gregor.divergence.PairStore.Visited;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The open entries that are in memory, by key and in the order of time. A commit puts down those that it finds open; a pair whose outputs come
 * between two commits is never written.
 */
final class OpenPairs {
    private record Lane(Awaiting awaiting, long comparison) {
        static Lane of(Entry.Open entry) {
            return new Lane(entry.awaiting(), entry.comparison());
        }
    }

    private record Place(long at, PairKey key) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : key.compareTo(other.key);
        }
    }

    private final Map<PairKey, Entry.Open> entries = new HashMap<>();
    private final Map<Lane, TreeMap<Place, Entry.Open>> lanes = new HashMap<>();
    private final Set<PairKey> changed = new HashSet<>();
    private final Set<PairKey> onDisk = new HashSet<>();
    private final Set<PairKey> gone = new HashSet<>();

    int size() {
        return entries.size();
    }

    Entry.@Nullable Open find(PairKey key) {
        return entries.get(key);
    }

    void put(PairKey key, Entry.Open entry) {
        add(key, entry);
        changed.add(key);
    }

    /** Takes in an entry that a commit has put down. */
    void restore(PairKey key, Entry.Open entry) {
        add(key, entry);
        onDisk.add(key);
    }

    private void add(PairKey key, Entry.Open entry) {
        Entry.Open before = entries.put(key, entry);
        if (before != null) {
            leave(key, before);
        }
        lanes.computeIfAbsent(Lane.of(entry), lane -> new TreeMap<>()).put(new Place(entry.at(), key), entry);
    }

    void remove(PairKey key) {
        Entry.Open before = entries.remove(key);
        if (before != null) {
            leave(key, before);
            changed.remove(key);
            if (onDisk.remove(key)) {
                gone.add(key);
            }
        }
    }

    private void leave(PairKey key, Entry.Open entry) {
        TreeMap<Place, Entry.Open> lane = lanes.get(Lane.of(entry));
        if (lane != null) {
            lane.remove(new Place(entry.at(), key));
        }
    }

    /** Puts down what has changed since the last commit. */
    void putDown(KeyValueStore<Bytes, byte[]> disk) {
        gone.forEach(key -> disk.delete(PairKeys.entry(PairKeys.OPEN, key)));
        gone.clear();
        for (PairKey key : changed) {
            Entry.Open entry = entries.get(key);
            if (entry != null) {
                disk.put(PairKeys.entry(PairKeys.OPEN, key), entry.toBytes());
                onDisk.add(key);
            }
        }
        changed.clear();
    }

    /** The comparisons that anything is kept of. */
    Set<Long> comparisons() {
        Set<Long> comparisons = new HashSet<>();
        lanes.forEach((lane, open) -> {
            if (!open.isEmpty()) {
                comparisons.add(lane.comparison());
            }
        });
        return comparisons;
    }

    /** As {@link PairStore#visit}. */
    Visited visit(Awaiting awaiting, long comparison, int limit, Function<Entry.Open, Visit> visitor) {
        TreeMap<Place, Entry.Open> lane = lanes.get(new Lane(awaiting, comparison));
        if (lane == null) {
            return Visited.NONE;
        }
        List<Entry.Open> taken = new ArrayList<>();
        long firstLeft = Long.MAX_VALUE;
        int visited = 0;
        for (Map.Entry<Place, Entry.Open> next : lane.entrySet()) {
            Visit visit = visited++ == limit ? Visit.STOP : visitor.apply(next.getValue());
            if (visit == Visit.TAKE) {
                taken.add(next.getValue());
            } else {
                firstLeft = Math.min(firstLeft, next.getKey().at());
                if (visit == Visit.STOP) {
                    break;
                }
            }
        }
        return new Visited(taken, visited <= limit, firstLeft);
    }
}
