package dev.gregor.store;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that is told of a commit before the producer is flushed, upon a store that keeps and logs. Kafka Streams calls {@link #flushCache}
 * at the beginning of a commit, and {@link #clearCache} when the task becomes a standby, or a standby becomes the task.
 *
 * @param <K> the type of the keys
 */
abstract class CommitStore<K> implements StateStore, CachedStateStore<K, byte[]> {
    private final KeyValueStore<K, byte[]> kept;

    CommitStore(KeyValueStore<K, byte[]> kept) {
        this.kept = kept;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<K, byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return kept.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        kept.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        kept.commit(changelogOffsets);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return kept.committedOffset(partition);
    }

    @Override
    public Position getPosition() {
        return kept.getPosition();
    }

    @Override
    public void close() {
        clearCache();
        kept.close();
    }

    @Override
    public boolean persistent() {
        return kept.persistent();
    }

    @Override
    public boolean isOpen() {
        return kept.isOpen();
    }
}
