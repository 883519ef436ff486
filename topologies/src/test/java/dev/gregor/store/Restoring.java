package dev.gregor.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * Lets a test restore a store from changelog records. The test driver begins with empty stores; this catches the callback that
 * the store registers with its task, which is all that Kafka Streams itself uses to restore it.
 */
final class Restoring<T extends StateStore> extends WrappedStateStore<T, Object, Object> {
    private final List<RecordBatchingStateRestoreCallback> callbacks = new ArrayList<>();

    Restoring(T store) {
        super(store);
    }

    /** A topology with this store alone. */
    Topology topology() {
        var builder =
                new AbstractStoreBuilder<String, byte[], StateStore>(
                        name(), Serdes.String(), Serdes.ByteArray(), Time.SYSTEM) {
                    @Override
                    public StateStore build() {
                        return Restoring.this;
                    }
                };
        return new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "unused")
                .addProcessor("unused", Idle::new, "source")
                .addStateStore(builder, "unused");
    }

    void restore(List<ConsumerRecord<byte[], byte[]>> changelog) {
        callbacks.forEach(callback -> callback.restoreBatch(changelog));
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        wrapped().init(catching(context), root);
    }

    private StateStoreContext catching(StateStoreContext context) {
        return (StateStoreContext) Proxy.newProxyInstance(
                Restoring.class.getClassLoader(),
                new Class<?>[] {InternalProcessorContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("register")) {
                        callbacks.add((RecordBatchingStateRestoreCallback) arguments[1]);
                    }
                    try {
                        return method.invoke(context, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static final class Idle extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            throw new AssertionError("Nothing is sent here");
        }
    }
}
