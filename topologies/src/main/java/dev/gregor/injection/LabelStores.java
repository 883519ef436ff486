package dev.gregor.injection;

import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.TopicName;
import dev.gregor.fault.Fault;
import dev.gregor.fault.Labels;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The topics that faults take labels from, whole and by key on every instance. Kafka Streams reads them before the first record. */
final class LabelStores {
    private LabelStores() {}

    /** The topics that the faults of a configuration ask for. */
    static Set<TopicName> topics(GregorConfig config) {
        Set<TopicName> topics = new TreeSet<>((a, b) -> a.value().compareTo(b.value()));
        for (Experiment experiment : config.experiments()) {
            experiment.faults().forEach(fault -> topics.addAll(((Fault) fault).labelTopics()));
        }
        return topics;
    }

    static void addTo(Topology topology, GregorConfig config) {
        for (TopicName topic : topics(config)) {
            topology.addGlobalStore(
                    Stores.keyValueStoreBuilder(
                                    Stores.persistentKeyValueStore(storeOf(topic)), Serdes.Bytes(), Serdes.ByteArray())
                            .withLoggingDisabled(),
                    storeOf(topic) + "-source",
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer(),
                    topic.value(),
                    storeOf(topic) + "-keep",
                    () -> new Keep(storeOf(topic)));
        }
    }

    /** The labels as a task sees them. */
    static Labels of(ProcessorContext<?, ?> context, Set<TopicName> known) {
        return (topic, key) -> {
            if (!known.contains(topic)) {
                return Optional.empty();
            }
            KeyValueStore<Bytes, byte[]> store = context.getStateStore(storeOf(topic));
            return Optional.ofNullable(store.get(Bytes.wrap(key)));
        };
    }

    private static String storeOf(TopicName topic) {
        return "labels-" + topic.value();
    }

    private static final class Keep extends ContextualProcessor<byte[], byte[], Void, Void> {
        private final String store;

        Keep(String store) {
            this.store = store;
        }

        @Override
        public void process(Record<byte[], byte[]> label) {
            if (label.key() != null) {
                KeyValueStore<Bytes, byte[]> kept = context().getStateStore(store);
                kept.put(Bytes.wrap(label.key()), label.value());
            }
        }
    }
}
