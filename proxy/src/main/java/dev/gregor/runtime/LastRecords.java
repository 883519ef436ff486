package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.config.TopicName;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

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
        // A broker that has nothing more of one topic would keep the question for the next topic waiting for so long.
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
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
        List<TopicPartition> all = assign(topic);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, ASK);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(all, ASK);
        int share = Math.max(1, (most + all.size() - 1) / all.size());
        all.forEach(each ->
                consumer.seek(each, Math.max(begins.getOrDefault(each, 0L), ends.getOrDefault(each, 0L) - share)));
        List<RawRecord> records = new ArrayList<>();
        read(ends, record -> {
            records.add(record);
            return true;
        });
        records.sort(
                Comparator.<RawRecord>comparingInt(r -> r.id().partition()).thenComparingLong(r -> r.id().offset()));
        return records;
    }

    /** Whether there is such a topic. */
    public boolean exists(TopicName topic) {
        return cluster.partitions(topic).isPresent();
    }

    /**
     * Reads all that a topic holds now, each partition in its order, and keeps nothing of it.
     *
     * @param goesOn takes a record and tells whether to go on; the reading stops where it does not
     * @throws UnfitTopics if there is no such topic
     */
    public void scan(TopicName topic, Predicate<RawRecord> goesOn) {
        List<TopicPartition> all = assign(topic);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, ASK);
        consumer.seekToBeginning(all);
        read(ends, goesOn);
    }

    /**
     * As {@link #scan(TopicName, Predicate)}, but in each partition from the first record on that is not older than this by its
     * timestamp.
     *
     * @throws UnfitTopics if there is no such topic
     */
    public void scan(TopicName topic, Instant from, Predicate<RawRecord> goesOn) {
        List<TopicPartition> all = assign(topic);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, ASK);
        Map<TopicPartition, Long> times = new HashMap<>();
        all.forEach(each -> times.put(each, Math.max(0, from.toEpochMilli())));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> begins = consumer.offsetsForTimes(times, ASK);
        for (TopicPartition each : all) {
            OffsetAndTimestamp begin = begins.get(each);
            consumer.seek(each, begin == null ? ends.getOrDefault(each, 0L) : begin.offset());
        }
        read(ends, goesOn);
    }

    /** The record at a place; empty where the log no longer holds it, or does not yet. */
    public Optional<RawRecord> at(RecordId id) {
        TopicPartition partition = new TopicPartition(id.topic(), id.partition());
        if (cluster.partitions(new TopicName(id.topic())).orElse(0) <= id.partition()) {
            return Optional.empty();
        }
        consumer.assign(List.of(partition));
        boolean isThere = consumer.beginningOffsets(List.of(partition), ASK).getOrDefault(partition, 0L) <= id.offset()
                && consumer.endOffsets(List.of(partition), ASK).getOrDefault(partition, 0L) > id.offset();
        if (!isThere) {
            return Optional.empty();
        }
        consumer.seek(partition, id.offset());
        List<RawRecord> found = new ArrayList<>();
        read(Map.of(partition, id.offset() + 1), found::add);
        return found.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private List<TopicPartition> assign(TopicName topic) {
        int partitions = cluster.partitions(topic)
                .orElseThrow(() -> new UnfitTopics(List.of("the topic '" + topic + "' does not exist")));
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic.value(), i));
        }
        consumer.assign(all);
        return all;
    }

    private void read(Map<TopicPartition, Long> ends, Predicate<RawRecord> goesOn) {
        long heard = System.nanoTime();
        long before = -1;
        while (true) {
            long at = 0;
            boolean isDone = true;
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                long position = consumer.position(end.getKey(), ASK);
                at += position;
                isDone &= position >= end.getValue();
            }
            if (isDone) {
                return;
            }
            heard = at == before ? heard : System.nanoTime();
            before = at;
            if (System.nanoTime() - heard > ASK.toNanos()) {
                throw new TimeoutException(ends.keySet() + " give nothing within " + ASK.toSeconds() + " s");
            }
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                boolean isIn =
                        each.offset() < ends.getOrDefault(new TopicPartition(each.topic(), each.partition()), 0L);
                if (isIn && !goesOn.test(raw(each))) {
                    return;
                }
            }
        }
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
