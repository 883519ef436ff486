package dev.gregor.divergence;

import dev.gregor.store.WriteBehindStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The tallies of one task, with the knowledge of which changed since they were last sent on. */
final class Tallies {
    private record Held(TallyKey key, String text, KeptTally tally) {}

    private final WriteBehindStore<KeptTally> store;
    private final WindowLimit windows = new WindowLimit(WindowLimit.WINDOWS);
    private final Segments segments = new Segments();
    private final Map<TallyKey, Held> held = new HashMap<>();
    private final Set<TallyKey> changed = new LinkedHashSet<>();
    private final Set<TallyKey> warm = new HashSet<>();

    /** Begins with what the store holds, all of it to be sent on: what was sent before a restart is not known. */
    Tallies(WriteBehindStore<KeptTally> store) {
        this.store = store;
        for (String text : store.keys()) {
            TallyKey key = TallyKey.parse(text);
            windows.admit(key.experiment(), key.window(), text);
            if (key.segment() != null) {
                // no more are there than were kept before
                segments.admit(key.experiment(), key.segment(), Integer.MAX_VALUE);
            }
            held.put(key, new Held(key, text, store.get(text)));
            changed.add(key);
        }
    }

    /**
     * The tally of the key, to be added to.
     *
     * @return null if the key is of a window that is older than all that are remembered
     */
    @Nullable
    Tally of(Measured experiment, TallyKey wanted) {
        TallyKey key = wanted.segment() == null ? wanted : admitted(experiment, wanted, wanted.segment());
        Held found = held.get(key);
        if (found == null) {
            found = begin(key);
            if (found == null) {
                return null;
            }
        }
        store.markDirty(found.text());
        changed.add(key);
        return found.tally().under(experiment, key);
    }

    /** The tally of the key, if pairs were counted in and it is still remembered. */
    @Nullable
    Tally ifKnown(Measured experiment, TallyKey key) {
        return held.containsKey(key) ? of(experiment, key) : null;
    }

    private @Nullable Held begin(TallyKey key) {
        String text = key.text();
        List<String> evicted = windows.admit(key.experiment(), key.window(), text);
        if (evicted == null) {
            return null;
        }
        evicted.forEach(old -> forget(TallyKey.parse(old), old));
        Held begun = new Held(key, text, store.get(text));
        held.put(key, begun);
        return begun;
    }

    private void forget(TallyKey key, String text) {
        store.remove(text);
        held.remove(key);
        changed.remove(key);
    }

    /** The key under which a segment is kept. One that gives way is counted into the rest. */
    private TallyKey admitted(Measured experiment, TallyKey key, String segment) {
        String out = segments.admit(
                experiment.name(), segment, experiment.measurement().maxSegments());
        if (out != null && !out.equals(segment)) {
            for (TallyKey old : List.copyOf(held.keySet())) {
                if (old.experiment().equals(key.experiment()) && out.equals(old.segment())) {
                    Held gone = held.get(old);
                    Tally rest = of(experiment, old.inSegment(Segments.OTHER));
                    if (gone != null && rest != null) {
                        rest.merge(gone.tally().under(experiment, old));
                        forget(old, gone.text());
                    }
                }
            }
        }
        return segments.keeps(experiment.name(), segment) ? key : key.inSegment(Segments.OTHER);
    }

    /** Visits the tallies that changed since this was last called, as bytes. */
    void drainChanged(BiConsumer<TallyKey, byte[]> visitor) {
        for (TallyKey key : changed) {
            Held found = held.get(key);
            if (found != null) {
                visitor.accept(key, found.tally().toBytes());
            }
        }
        foldAllBut(changed);
        changed.clear();
    }

    /** Windows follow each other: those that nothing was added to since the last time may well be over. */
    private void foldAllBut(Set<TallyKey> added) {
        for (TallyKey key : warm) {
            Held found = held.get(key);
            if (found != null && !added.contains(key)) {
                found.tally().fold();
            }
        }
        warm.clear();
        added.stream().filter(key -> key.window() != null).forEach(warm::add);
    }
}
