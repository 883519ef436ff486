package dev.gregor.store;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a {@link BufferedStore} upon a store on disk. */
final class BufferedStoreBuilder implements StoreBuilder<BufferedStore> {
    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> disk;

    BufferedStoreBuilder(String name) {
        this.disk =
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    }

    @Override
    public BufferedStore build() {
        return new BufferedStore(disk.build());
    }

    /** The buffer is the cache; a second one would only copy it. */
    @Override
    public StoreBuilder<BufferedStore> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<BufferedStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<BufferedStore> withLoggingEnabled(Map<String, String> config) {
        disk.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<BufferedStore> withLoggingDisabled() {
        disk.withLoggingDisabled();
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return disk.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return disk.loggingEnabled();
    }

    @Override
    public String name() {
        return disk.name();
    }
}
