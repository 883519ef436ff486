package dev.gregor.store;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps nothing, and has no changelog: it tells a processor of each commit, so that what the processor has gathered is forwarded within the
 * transaction. Kafka Streams forwards only for the node that is at work, so that is set as its own caches set it
 * (docs/decisions/write-behind-store.md).
 */
public final class CommitHook extends CommitStore<Bytes> {
    private @Nullable Scope scope;

    /** The processor that is told, and how. */
    private record Scope(InternalProcessorContext<?, ?> context, ProcessorNode<?, ?, ?, ?> node, Runnable task) {
        void run() {
            ProcessorNode<?, ?, ?, ?> before = context.currentNode();
            context.setCurrentNode(node);
            try {
                task.run();
            } finally {
                context.setCurrentNode(before);
            }
        }
    }

    private CommitHook(KeyValueStore<Bytes, byte[]> empty) {
        super(empty);
    }

    /** Builds a hook, to be added to a topology like a store. */
    public static StoreBuilder<CommitHook> builder(String name) {
        return new CommitStoreBuilder<>(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray()),
                        CommitHook::new)
                .withLoggingDisabled();
    }

    /**
     * Begins to be used; to be called when the processor is initialized.
     *
     * @param beforeCommit may forward by the context
     */
    public void begin(ProcessorContext<?, ?> context, Runnable beforeCommit) {
        InternalProcessorContext<?, ?> internal = (InternalProcessorContext<?, ?>) context;
        scope = new Scope(internal, internal.currentNode(), beforeCommit);
    }

    /** Kafka Streams calls this at the beginning of a commit. */
    @Override
    public void flushCache() {
        if (scope != null) {
            scope.run();
        }
    }

    @Override
    public void clearCache() {
        scope = null;
    }
}
