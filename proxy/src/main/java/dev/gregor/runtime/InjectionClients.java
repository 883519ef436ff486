package dev.gregor.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of the injection: Kafka Streams' own ones, but for one thing. For each record that a partitioner places, Kafka Streams asks
 * the producer for the partitions of the topic, which took 2 to 4 % of all processor time; here that answer is remembered for a second.
 */
final class InjectionClients implements KafkaClientSupplier {

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new RememberingProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    /** Used by one stream thread alone, as Kafka Streams uses its producers. */
    private static final class RememberingProducer extends KafkaProducer<byte[], byte[]> {
        private static final long REMEMBERED_FOR_MILLIS = 1_000;

        private final Map<String, List<PartitionInfo>> remembered = new HashMap<>();
        private long askedAt;

        RememberingProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            long now = System.currentTimeMillis();
            if (now - askedAt > REMEMBERED_FOR_MILLIS || now < askedAt) {
                remembered.clear();
                askedAt = now;
            }
            List<PartitionInfo> known = remembered.get(topic);
            if (known == null) {
                known = super.partitionsFor(topic);
                remembered.put(topic, known);
            }
            return known;
        }
    }
}
