package dev.gregor.divergence;

import dev.gregor.config.MeasureName;
import dev.gregor.judge.Rate;
import dev.gregor.judge.Tally;
import dev.gregor.store.StateCodec;
import dev.gregor.store.WriteBehindStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The tallies of one task, with the knowledge of which changed since they were last sent on. */
final class Tallies {
    private final WriteBehindStore<Tally> store;
    private final WindowLimit windows = new WindowLimit(WindowLimit.WINDOWS);
    private final Set<String> changed = new LinkedHashSet<>();

    /** Begins with what the store holds, all of it to be sent on: what was sent before a restart is not known. */
    Tallies(WriteBehindStore<Tally> store) {
        this.store = store;
        for (String key : store.keys()) {
            TallyKey parsed = TallyKey.parse(key);
            windows.admit(parsed.experiment(), parsed.window(), key);
            changed.add(key);
        }
    }

    /** Keeps tallies under the text of their key. */
    static StateCodec<Tally> codec() {
        return new StateCodec<>() {
            @Override
            public Tally newEmpty(String key) {
                return Tally.empty(measure(key));
            }

            @Override
            public byte[] toBytes(Tally state) {
                return state.toBytes();
            }

            @Override
            public Tally fromBytes(String key, byte[] bytes) {
                return Tally.fromBytes(measure(key), bytes);
            }

            private MeasureName measure(String key) {
                return TallyKey.parse(key).measure();
            }
        };
    }

    /** Counts a pair in. */
    void add(TallyKey key, double distance) {
        String text = key.text();
        List<String> evicted = windows.admit(key.experiment(), key.window(), text);
        if (evicted == null) {
            return;
        }
        for (String old : evicted) {
            store.remove(old);
            changed.remove(old);
        }
        store.get(text).add(distance);
        store.markDirty(text);
        changed.add(text);
    }

    /** Counts a pair as differing that was added with the distance 0 before; nothing happens where it is no more remembered. */
    void turnOne(TallyKey key) {
        String text = key.text();
        if (windows.holds(key.experiment(), key.window(), text) && store.get(text) instanceof Rate rate) {
            rate.turnOne();
            store.markDirty(text);
            changed.add(text);
        }
    }

    /** Visits the tallies that changed since this was last called. */
    void drainChanged(BiConsumer<TallyKey, Tally> visitor) {
        changed.forEach(key -> visitor.accept(TallyKey.parse(key), store.get(key)));
        changed.clear();
    }
}
