package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.config.TopicName;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as a bystander: a consumer without a group, which changes nothing for anybody. */
public final class LastRecords implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ASK = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final KafkaConsumer<byte[], byte[]> consumer;

    private LastRecords(Cluster cluster, KafkaConsumer<byte[], byte[]> consumer) {
        this.cluster = cluster;
        this.consumer = consumer;
    }

    /**
     * Connects to the cluster of an application.
     *
     * @throws ClusterUnreachable if it does not answer
     */
    public static LastRecords of(Application application) {
        Cluster cluster = Cluster.connect(application);
        Map<String, Object> properties = Bystander.properties(application);
        return new LastRecords(
                cluster, new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * The last records of a topic, in the order of partition and offset.
     *
     * @param most how many at the most, shared out evenly among the partitions
     * @throws UnfitTopics if there is no such topic
     */
    public List<RawRecord> of(TopicName topic, int most) {
        int partitions = cluster.partitions(topic)
                .orElseThrow(() -> new UnfitTopics(List.of("the topic '" + topic + "' does not exist")));
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic.value(), i));
        }
        consumer.assign(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, ASK);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(all, ASK);
        int share = Math.max(1, (most + partitions - 1) / partitions);
        all.forEach(each ->
                consumer.seek(each, Math.max(begins.getOrDefault(each, 0L), ends.getOrDefault(each, 0L) - share)));
        List<RawRecord> records = new ArrayList<>();
        while (all.stream().anyMatch(each -> consumer.position(each, ASK) < ends.getOrDefault(each, 0L))) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                if (each.offset() < ends.getOrDefault(new TopicPartition(each.topic(), each.partition()), 0L)) {
                    records.add(raw(each));
                }
            }
        }
        records.sort(
                Comparator.<RawRecord>comparingInt(r -> r.id().partition()).thenComparingLong(r -> r.id().offset()));
        return records;
    }

    private static RawRecord raw(ConsumerRecord<byte[], byte[]> each) {
        RecordId id = new RecordId(each.topic(), each.partition(), each.offset());
        return new RawRecord(id, each.key(), each.value(), each.headers(), each.timestamp());
    }

    @Override
    public void close() {
        consumer.close();
        cluster.close();
    }
}
