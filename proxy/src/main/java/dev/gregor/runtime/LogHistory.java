package dev.gregor.runtime;

import dev.gregor.fault.History;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The past of raw partitions, read again from their own log by a consumer without a group. Questions come in the order of
 * the live records, so a fetch answers the next few hundred too.
 */
public final class LogHistory implements History {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_RECORDS = 2_000;

    private final Map<String, Object> properties;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable TopicPartition partition;
    private final NavigableMap<Long, ConsumerRecord<byte[], byte[]>> fetched = new TreeMap<>();
    private long nextOffset = -1;
    private long polls;

    /**
     * A history that connects when it is first asked.
     *
     * @param clientProperties the properties of the cluster
     */
    public LogHistory(Map<String, String> clientProperties) {
        properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        // A fetch at the end of the log waits for more, and the next question waits for the fetch.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "50");
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    }

    /**
     * {@inheritDoc}
     *
     * @throws TimeoutException if the broker gives no answer within a minute; the record must then be processed anew, since
     *     passing it untouched would not be what the same log gives the next time
     */
    @Override
    public Optional<RawRecord> at(RecordId id) {
        TopicPartition wanted = new TopicPartition(id.topic(), id.partition());
        if (!wanted.equals(partition) || fetched.isEmpty() || id.offset() < fetched.firstKey()) {
            seek(wanted, id.offset());
        }
        return fetchUpTo(id.offset())
                ? Optional.ofNullable(fetched.get(id.offset())).map(this::raw)
                : Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * @throws TimeoutException if the broker gives no answer within a minute
     */
    @Override
    public Optional<RawRecord> since(RecordId live, long timestamp) {
        TopicPartition wanted = new TopicPartition(live.topic(), live.partition());
        OffsetAndTimestamp first =
                open().offsetsForTimes(Map.of(wanted, timestamp), PATIENCE).get(wanted);
        if (first == null || first.offset() >= live.offset()) {
            return Optional.empty();
        }
        long reach = open().beginningOffsets(List.of(wanted), PATIENCE).getOrDefault(wanted, 0L);
        // Where the log begins later than that, its first record is not what stood there then.
        boolean isCutOff = first.offset() == reach && reach > 0 && first.timestamp() > timestamp;
        return isCutOff ? Optional.empty() : at(new RecordId(live.topic(), live.partition(), first.offset()));
    }

    private void seek(TopicPartition wanted, long offset) {
        KafkaConsumer<byte[], byte[]> open = open();
        if (!wanted.equals(partition)) {
            open.assign(List.of(wanted));
            partition = wanted;
        }
        open.seek(wanted, offset);
        fetched.clear();
        nextOffset = offset;
    }

    /** Fetches until the offset is reached or passed; false if the log no longer reaches back to it, or not yet on to it. */
    private boolean fetchUpTo(long offset) {
        if (nextOffset <= offset && partition != null && offset - nextOffset > 10L * MOST_RECORDS) {
            seek(partition, offset);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (nextOffset <= offset) {
            try {
                ConsumerRecords<byte[], byte[]> some = open().poll(POLL);
                polls++;
                some.forEach(each -> fetched.put(each.offset(), each));
                nextOffset = open().position(partition);
                if (some.isEmpty() && nextOffset <= offset && offset >= end()) {
                    return false;
                }
            } catch (OffsetOutOfRangeException e) {
                partition = null;
                return false;
            }
            if (nextOffset <= offset && System.nanoTime() - deadline > 0) {
                throw new TimeoutException("no answer on " + partition + " at offset " + offset + " within a minute");
            }
        }
        while (fetched.size() > MOST_RECORDS && fetched.firstKey() < offset) {
            fetched.pollFirstEntry();
        }
        return true;
    }

    /** The offset behind the last record that is committed. */
    private long end() {
        return open().endOffsets(open().assignment()).values().iterator().next();
    }

    /** How often the log was asked for more. */
    long polls() {
        return polls;
    }

    private RawRecord raw(ConsumerRecord<byte[], byte[]> each) {
        RecordId id = new RecordId(each.topic(), each.partition(), each.offset());
        return new RawRecord(id, each.key(), each.value(), each.headers(), each.timestamp());
    }

    private KafkaConsumer<byte[], byte[]> open() {
        if (consumer == null) {
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return consumer;
    }

    /** Closes the consumer; the next question opens another, since Kafka Streams may begin again with the same processor. */
    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
        consumer = null;
        partition = null;
        fetched.clear();
        nextOffset = -1;
    }
}
