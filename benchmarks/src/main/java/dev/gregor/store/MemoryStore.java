package dev.gregor.store;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A sorted store that needs no task around it. Kafka's own in memory copies all keys for each range, which RocksDB does not; here, as there, a
 * range costs what is read of it, and may be read while entries go.
 *
 * @param <K> the type of the keys
 */
public final class MemoryStore<K extends Comparable<K>> implements KeyValueStore<K, byte[]> {
    private final ConcurrentNavigableMap<K, byte[]> entries = new ConcurrentSkipListMap<>();

    /** Accumulators upon a store in memory. */
    public static <S> WriteBehindStore<S> writeBehind(StateCodec<S> codec) {
        return new WriteBehindStore<>(new MemoryStore<>(), codec);
    }

    /** A buffer before a store in memory. */
    public static BufferedStore buffered() {
        return new BufferedStore(new MemoryStore<Bytes>());
    }

    @Override
    public void put(K key, byte @Nullable [] value) {
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public byte @Nullable [] putIfAbsent(K key, byte[] value) {
        return entries.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<K, byte[]>> all) {
        all.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(K key) {
        return entries.remove(key);
    }

    @Override
    public byte @Nullable [] get(K key) {
        return entries.get(key);
    }

    @Override
    public KeyValueIterator<K, byte[]> range(K from, K to) {
        return new Entries<>(entries.subMap(from, true, to, true));
    }

    @Override
    public KeyValueIterator<K, byte[]> all() {
        return new Entries<>(entries);
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    private static final class Entries<K> implements KeyValueIterator<K, byte[]> {
        private final Iterator<Map.Entry<K, byte[]>> rest;
        private Map.@Nullable Entry<K, byte[]> peeked;

        Entries(ConcurrentNavigableMap<K, byte[]> range) {
            rest = range.entrySet().iterator();
        }

        @Override
        public boolean hasNext() {
            return peeked != null || rest.hasNext();
        }

        @Override
        public K peekNextKey() {
            Map.Entry<K, byte[]> next = peeked == null ? rest.next() : peeked;
            peeked = next;
            return next.getKey();
        }

        @Override
        public KeyValue<K, byte[]> next() {
            Map.Entry<K, byte[]> next = peeked == null ? rest.next() : peeked;
            peeked = null;
            return KeyValue.pair(next.getKey(), next.getValue());
        }

        @Override
        public void close() {}
    }
}
