package dev.gregor.divergence;

import dev.gregor.store.WriteBehindStore;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of all parts of the work, as they were sent. Parts are merged in the order of their tasks; since all state is exact or a
 * count, another order would give the same numbers.
 */
final class PartTallies {
    private final WriteBehindStore<KeptTally> store;
    private final Map<TallyKey, TreeMap<Integer, String>> parts = new HashMap<>();
    private final Map<String, NavigableSet<Window>> windows = new HashMap<>();
    private final WindowLimit limit = new WindowLimit(WindowLimit.WINDOWS);
    private final Segments segments = new Segments();
    private final Set<TallyKey> changed = new LinkedHashSet<>();

    /** Begins with what the store holds, all of it as changed: what was said before a restart is not known. */
    PartTallies(WriteBehindStore<KeptTally> store) {
        this.store = store;
        store.keys().forEach(key -> index(PartKey.parse(key)));
    }

    /** Takes a snapshot in place of the part's earlier one. */
    void replace(Partial.OfPairs part) {
        PartKey key = new PartKey(part.task(), part.key().text());
        boolean isSame = parts.getOrDefault(part.key(), new TreeMap<>()).containsKey(part.task())
                && Arrays.equals(store.get(key.text()).toBytes(), part.tally());
        if (!isSame && index(key)) {
            store.put(key.text(), new KeptTally(part.tally()));
        }
    }

    /** Visits the keys whose merged tally has changed since this was last called. */
    void drainChanged(Consumer<TallyKey> visitor) {
        List<TallyKey> drained = List.copyOf(changed);
        changed.clear();
        drained.forEach(visitor);
    }

    /** The tally of the pairs of all tasks. */
    Tally merged(Measured experiment, TallyKey key) {
        Tally merged = Tally.empty(experiment, key);
        for (TallyKey each : Segments.OTHER.equals(key.segment()) ? rest(experiment, key) : List.of(key)) {
            for (String part : parts.getOrDefault(each, new TreeMap<>()).values()) {
                merged.merge(store.get(part).once(experiment, each));
            }
        }
        return merged;
    }

    /** The segments that some part keeps apart, but the whole does not. */
    private List<TallyKey> rest(Measured experiment, TallyKey key) {
        return parts.keySet().stream()
                .filter(each -> each.experiment().equals(key.experiment()) && each.arm() == key.arm())
                .filter(each -> Segments.OTHER.equals(each.segment())
                        || (each.segment() != null && !keeps(experiment, each.segment())))
                .sorted((a, b) -> a.text().compareTo(b.text()))
                .toList();
    }

    /** Whether a key is to be told of: all are but those of segments that go with the rest. */
    boolean isTold(Measured experiment, TallyKey key) {
        return key.segment() == null || keeps(experiment, key.segment());
    }

    private boolean keeps(Measured experiment, @Nullable String segment) {
        if (segment == null) {
            return false;
        }
        segments.admit(experiment.name(), segment, experiment.measurement().maxSegments());
        return segments.keeps(experiment.name(), segment);
    }

    /** The windows of an experiment that have any pair, in the order of time. */
    Collection<Window> windows(String experiment) {
        return windows.getOrDefault(experiment, new TreeSet<>()).descendingSet();
    }

    /** Takes note of a part, and says whether there is room for it. */
    private boolean index(PartKey part) {
        TallyKey key = TallyKey.parse(part.of());
        List<String> evicted = limit.admit(key.experiment(), key.window(), part.text());
        if (evicted == null) {
            return false;
        }
        evicted.forEach(this::forget);
        parts.computeIfAbsent(key, k -> new TreeMap<>()).put(part.task(), part.text());
        if (key.window() != null) {
            windows.computeIfAbsent(key.experiment(), e -> new TreeSet<>()).add(key.window());
        }
        changed.add(key);
        return true;
    }

    private void forget(String part) {
        TallyKey gone = TallyKey.parse(PartKey.parse(part).of());
        store.remove(part);
        parts.remove(gone);
        changed.remove(gone);
        if (gone.window() != null) {
            windows.getOrDefault(gone.experiment(), new TreeSet<>()).remove(gone.window());
        }
    }
}
