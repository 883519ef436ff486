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
    private final Map<String, Entry<S>> entries = new HashMap<>();
    private final List<Entry<S>> dirty = new ArrayList<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private @Nullable Runnable beforeCommit;

    /**
     * An accumulator in its place. Who adds to it with every record keeps the entry, and asks for no key.
     *
     * @param <S> the type of the accumulators
     */
    public static final class Entry<S> {
        private final String key;
        private final List<Entry<S>> dirty;
        private S state;
        private boolean isDirty;
        private boolean isRemoved;

        private Entry(String key, S state, List<Entry<S>> dirty) {
            this.key = key;
            this.state = state;
            this.dirty = dirty;
        }

        public S state() {
            return state;
        }

        /** Says that the accumulator has changed, so that the next commit keeps it. */
        public void markDirty() {
            if (!isDirty) {
                isDirty = true;
                dirty.add(this);
            }
        }
    }

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
        return entry(key).state;
    }

    /** As {@link #get}, with its place, which holds for as long as the accumulator does. */
    public Entry<S> entry(String key) {
        Entry<S> entry = entries.get(key);
        if (entry == null) {
            byte[] bytes = read(key);
            entry = add(key, bytes == null ? codec.newEmpty(key) : codec.fromBytes(key, bytes));
        }
        return entry;
    }

    private Entry<S> add(String key, S state) {
        Entry<S> entry = new Entry<>(key, state, dirty);
        entries.put(key, entry);
        return entry;
    }

    /** Whether there is an accumulator under the key. */
    public boolean contains(String key) {
        return entries.containsKey(key) || read(key) != null;
    }

    /** Puts an accumulator in place of the one under the key; the next commit keeps it. */
    public void put(String key, S state) {
        Entry<S> entry = entries.get(key);
        if (entry == null) {
            entry = add(key, state);
        }
        entry.state = state;
        removed.remove(key);
        entry.markDirty();
    }

    /** Says that the accumulator of the key has changed, so that the next commit keeps it. */
    public void markDirty(String key) {
        Entry<S> entry = entries.get(key);
        if (entry != null) {
            entry.markDirty();
        }
    }

    /** Forgets the accumulator of the key. */
    public void remove(String key) {
        Entry<S> entry = entries.remove(key);
        if (entry != null) {
            entry.isRemoved = true;
        }
        removed.add(key);
    }

    /** The keys of all accumulators, sorted. A copy: accumulators may be added and removed meanwhile. */
    public List<String> keys() {
        TreeSet<String> keys = new TreeSet<>(entries.keySet());
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

    /** Begins to be asked before each commit for what is yet to be added, until the task is another one. */
    public void beforeCommit(Runnable addition) {
        beforeCommit = addition;
    }

    /** Writes what has changed. Kafka Streams calls this at the beginning of a commit. */
    @Override
    public void flushCache() {
        if (beforeCommit != null) {
            beforeCommit.run();
        }
        removed.forEach(kept::delete);
        removed.clear();
        for (Entry<S> entry : dirty) {
            entry.isDirty = false;
            if (!entry.isRemoved) {
                kept.put(entry.key, codec.toBytes(entry.state));
            }
        }
        dirty.clear();
    }

    /** Drops the objects. Kafka Streams calls this when the task becomes a standby, or a standby becomes the task. */
    @Override
    public void clearCache() {
        entries.clear();
        removed.clear();
        dirty.clear();
        beforeCommit = null;
    }
}
