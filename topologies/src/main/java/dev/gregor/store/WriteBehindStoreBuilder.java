package dev.gregor.store;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a {@link WriteBehindStore} upon an in-memory store, whose changelog it is that keeps the accumulators. */
final class WriteBehindStoreBuilder<S> implements StoreBuilder<WriteBehindStore<S>> {
    private final StateCodec<S> codec;
    private final StoreBuilder<KeyValueStore<String, byte[]>> kept;

    WriteBehindStoreBuilder(String name, StateCodec<S> codec) {
        this.codec = codec;
        this.kept =
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }

    @Override
    public WriteBehindStore<S> build() {
        return new WriteBehindStore<>(kept.build(), codec);
    }

    /** The objects are the cache; a second one would only copy them. */
    @Override
    public StoreBuilder<WriteBehindStore<S>> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<WriteBehindStore<S>> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<WriteBehindStore<S>> withLoggingEnabled(Map<String, String> config) {
        kept.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<WriteBehindStore<S>> withLoggingDisabled() {
        kept.withLoggingDisabled();
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return kept.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return kept.loggingEnabled();
    }

    @Override
    public String name() {
        return kept.name();
    }
}
