package dev.gregor.store;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A store on disk with a changelog, whose user keeps what is young in memory and is asked to put down the rest just before a commit.
 * What comes and goes between two commits is never written at all.
 *
 * <p>Exactly once holds: what is put down belongs to the transaction of the commit, and a task that does not commit loses its
 * memory together with it. See {@link WriteBehindStore} on the internals that this takes.
 */
public final class BufferedStore extends CommitStore<Bytes> {

    /** Keeps young state in memory. */
    @FunctionalInterface
    public interface Buffer {
        /** Writes to {@link BufferedStore#disk()} what a commit has to keep. */
        void putDown();
    }

    private final KeyValueStore<Bytes, byte[]> disk;
    private @Nullable Buffer buffer;

    BufferedStore(KeyValueStore<Bytes, byte[]> disk) {
        super(disk);
        this.disk = disk;
    }

    /** Builds a store on disk with a changelog, to be added to a topology. */
    public static StoreBuilder<BufferedStore> builder(String name) {
        return new CommitStoreBuilder<>(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray()),
                BufferedStore::new);
    }

    /** Begins to be used: the buffer is asked at each commit from now on. */
    public void begin(Buffer newBuffer) {
        buffer = newBuffer;
    }

    /** What is kept. Whatever is written here is part of the next commit. */
    public KeyValueStore<Bytes, byte[]> disk() {
        return disk;
    }

    /** Kafka Streams calls this at the beginning of a commit. */
    @Override
    public void flushCache() {
        if (buffer != null) {
            buffer.putDown();
        }
    }

    /** Kafka Streams calls this when the task becomes a standby, or a standby becomes the task. */
    @Override
    public void clearCache() {
        buffer = null;
    }
}
