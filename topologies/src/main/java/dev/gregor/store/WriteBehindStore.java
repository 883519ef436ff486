package dev.gregor.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Mutable accumulators by key, held in memory as objects and written to a changelog only when the task commits. A record that
 * adds to an accumulator costs that addition and no serialization; a commit costs one write for each accumulator that changed.
 *
 * <p>Exactly once holds: the writes belong to the transaction of the commit, and a task that does not commit loses its objects
 * together with them. To be told of a commit before the producer is flushed, the store is a {@link CachedStateStore}, which
 * is internal to Kafka Streams (docs/decisions/write-behind-store.md).
 *
 * @param <S> the type of the accumulators
 */
public final class WriteBehindStore<S> extends CommitStore<String> {
    private final StateCodec<S> codec;
    private final KeyValueStore<String, byte[]> kept;
    private final Map<String, S> states = new HashMap<>();
    private final Set<String> dirty = new LinkedHashSet<>();
    private final Set<String> removed = new LinkedHashSet<>();

    WriteBehindStore(KeyValueStore<String, byte[]> kept, StateCodec<S> codec) {
        super(kept);
        this.kept = kept;
        this.codec = codec;
    }

    /** Builds a store with a changelog, to be added to a topology. */
    public static <S> StoreBuilder<WriteBehindStore<S>> builder(String name, StateCodec<S> codec) {
        return new CommitStoreBuilder<>(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray()),
                kept -> new WriteBehindStore<>(kept, codec));
    }

    /**
     * The accumulator of the key, a new one if there is none. It is the accumulator itself: what is added to it stays in it,
     * and is kept if {@link #markDirty} says so. The reference holds until the key is removed or the store closed.
     */
    public S get(String key) {
        S state = states.get(key);
        if (state == null) {
            byte[] bytes = read(key);
            state = bytes == null ? codec.newEmpty(key) : codec.fromBytes(key, bytes);
            states.put(key, state);
        }
        return state;
    }

    /** Whether there is an accumulator under the key. */
    public boolean contains(String key) {
        return states.containsKey(key) || read(key) != null;
    }

    /** Puts an accumulator in place of the one under the key; the next commit keeps it. */
    public void put(String key, S state) {
        states.put(key, state);
        removed.remove(key);
        dirty.add(key);
    }

    /** Says that the accumulator of the key has changed, so that the next commit keeps it. */
    public void markDirty(String key) {
        dirty.add(key);
    }

    /** Forgets the accumulator of the key. */
    public void remove(String key) {
        states.remove(key);
        removed.add(key);
        dirty.remove(key);
    }

    /** The keys of all accumulators, sorted. A copy: accumulators may be added and removed meanwhile. */
    public List<String> keys() {
        TreeSet<String> keys = new TreeSet<>(states.keySet());
        try (KeyValueIterator<String, byte[]> all = kept.all()) {
            while (all.hasNext()) {
                String key = all.next().key;
                if (!removed.contains(key)) {
                    keys.add(key);
                }
            }
        }
        return new ArrayList<>(keys);
    }

    /** Visits all accumulators in the order of their keys. */
    public void forEach(BiConsumer<String, S> visitor) {
        keys().forEach(key -> visitor.accept(key, get(key)));
    }

    /** What was kept under the key; nothing if the key was removed since the last commit. */
    private byte @Nullable [] read(String key) {
        return removed.contains(key) ? null : kept.get(key);
    }

    /** Writes what has changed. Kafka Streams calls this at the beginning of a commit. */
    @Override
    public void flushCache() {
        removed.forEach(kept::delete);
        removed.clear();
        for (String key : dirty) {
            S state = states.get(key);
            if (state != null) {
                kept.put(key, codec.toBytes(state));
            }
        }
        dirty.clear();
    }

    /** Drops the objects. Kafka Streams calls this when the task becomes a standby, or a standby becomes the task. */
    @Override
    public void clearCache() {
        states.clear();
        removed.clear();
        dirty.clear();
    }
}
