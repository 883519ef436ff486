package dev.gregor.store;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store on disk with a changelog, whose user keeps what is young in memory and is asked to put down the rest just before a commit.
 * What comes and goes between two commits is never written at all.
 *
 * <p>Exactly once holds: what is put down belongs to the transaction of the commit, and a task that does not commit loses its
 * memory together with it. See {@link WriteBehindStore} on the internals that this takes.
 */
public final class BufferedStore implements StateStore, CachedStateStore<Bytes, byte[]> {

    /** Keeps young state in memory. */
    @FunctionalInterface
    public interface Buffer {
        /** Writes to {@link BufferedStore#disk()} what a commit has to keep. */
        void putDown();
    }

    private final KeyValueStore<Bytes, byte[]> disk;
    private @Nullable Buffer buffer;

    BufferedStore(KeyValueStore<Bytes, byte[]> disk) {
        this.disk = disk;
    }

    /** Builds a store on disk with a changelog, to be added to a topology. */
    public static StoreBuilder<BufferedStore> builder(String name) {
        return new BufferedStoreBuilder(name);
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

    @Override
    public boolean setFlushListener(CacheFlushListener<Bytes, byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return disk.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        disk.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        disk.commit(changelogOffsets);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return disk.committedOffset(partition);
    }

    @Override
    public Position getPosition() {
        return Objects.requireNonNull(disk.getPosition());
    }

    @Override
    public void close() {
        buffer = null;
        disk.close();
    }

    @Override
    public boolean persistent() {
        return disk.persistent();
    }

    @Override
    public boolean isOpen() {
        return disk.isOpen();
    }
}
