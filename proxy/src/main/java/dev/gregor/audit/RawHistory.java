package dev.gregor.audit;

import dev.gregor.config.Application;
import dev.gregor.fault.History;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import dev.gregor.runtime.Bystander;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The past of one raw partition: of the last records that the audit read itself, and of those before them from the log. Plain
 * rather than fast: it looks each place up anew.
 */
final class RawHistory implements History, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_RECORDS = 5_000;
    private static final long MOST_BYTES = 32L << 20;

    private final Application application;
    private final TopicPartition partition;
    private final NavigableMap<Long, RawRecord> recent = new TreeMap<>();
    private long bytes;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    RawHistory(Application application, String topic, int partition) {
        this.application = application;
        this.partition = new TopicPartition(topic, partition);
    }

    /** The audit has read a record. */
    void add(RawRecord record) {
        recent.put(record.id().offset(), record);
        bytes += size(record);
        while (recent.size() > MOST_RECORDS || bytes > MOST_BYTES) {
            bytes -= size(recent.pollFirstEntry().getValue());
        }
    }

    private static long size(RawRecord record) {
        byte[] key = record.key();
        byte[] value = record.value();
        return (key == null ? 0 : key.length) + (value == null ? 0L : value.length);
    }

    @Override
    public Optional<RawRecord> at(RecordId id) {
        if (!recent.isEmpty() && id.offset() >= recent.firstKey()) {
            return Optional.ofNullable(recent.get(id.offset()));
        }
        RawRecord found = firstFrom(id.offset(), id.offset() + 1, Long.MIN_VALUE);
        return Optional.ofNullable(found);
    }

    @Override
    public Optional<RawRecord> since(RecordId live, long timestamp) {
        OffsetAndTimestamp place =
                open().offsetsForTimes(Map.of(partition, timestamp), PATIENCE).get(partition);
        if (place == null || place.offset() >= live.offset()) {
            return Optional.empty();
        }
        long begin = open().beginningOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
        RawRecord found = firstFrom(place.offset(), live.offset(), timestamp);
        if (found != null && found.timestamp() > timestamp) {
            // Where the log begins later than that, nothing is known of what stood there then.
            RawRecord first = firstFrom(begin, live.offset(), Long.MIN_VALUE);
            return first != null && first.id().equals(found.id()) ? Optional.empty() : Optional.of(found);
        }
        return Optional.ofNullable(found);
    }

    /** The first committed record of a range of offsets that is as late as a timestamp; null if there is none. */
    private @Nullable RawRecord firstFrom(long from, long to, long timestamp) {
        KafkaConsumer<byte[], byte[]> log = open();
        if (from < log.beginningOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L)) {
            return null;
        }
        log.seek(partition, from);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (log.position(partition, PATIENCE) < to) {
            for (ConsumerRecord<byte[], byte[]> each : log.poll(POLL)) {
                if (each.offset() >= to) {
                    return null;
                } else if (each.timestamp() >= timestamp) {
                    RecordId id = new RecordId(each.topic(), each.partition(), each.offset());
                    return new RawRecord(id, each.key(), each.value(), each.headers(), each.timestamp());
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("no answer on " + partition + " at offset " + from + " within a minute");
            }
        }
        return null;
    }

    private KafkaConsumer<byte[], byte[]> open() {
        if (consumer == null) {
            Map<String, Object> properties = Bystander.properties(application);
            properties.put("max.poll.records", 100);
            properties.put("max.partition.fetch.bytes", 256 * 1024);
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer.assign(List.of(partition));
        }
        return consumer;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
