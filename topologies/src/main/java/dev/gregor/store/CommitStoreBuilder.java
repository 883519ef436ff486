package dev.gregor.store;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Builds a {@link CommitStore} upon a store whose changelog it is that keeps.
 *
 * @param upon makes the store upon the one that keeps
 */
record CommitStoreBuilder<K, T extends CommitStore<K>>(
        StoreBuilder<KeyValueStore<K, byte[]>> kept, Function<KeyValueStore<K, byte[]>, T> upon)
        implements StoreBuilder<T> {

    @Override
    public T build() {
        return upon.apply(kept.build());
    }

    /** What is in memory is the cache; a second one would only copy it. */
    @Override
    public StoreBuilder<T> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<T> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<T> withLoggingEnabled(Map<String, String> config) {
        kept.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<T> withLoggingDisabled() {
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
