package dev.gregor.runtime;

import dev.gregor.fault.History;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The past of raw partitions, read again from their own log by a consumer without a group. Questions come in the order of
 * the live records, so a window of what was fetched moves along behind them: a fetch answers the next few hundred questions, by
 * offset and by time.
 */
public final class LogHistory implements History {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_RECORDS = 2_000;

    /** Reading on costs less than asking for a place, up to so many records. */
    private static final long MOST_READ_OVER = 10L * MOST_RECORDS;

    /** What faults ask in turn lies apart by some records, which are kept behind the last answer. */
    private static final int KEPT_BEHIND = MOST_RECORDS / 2;

    /** The marks of transactions that a log may begin with, where it was cut. */
    private static final int MOST_MARKS = 100;

    private static final Duration SOON = Duration.ofMillis(500);

    /** Nothing is known of the records before the window. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Map<String, Object> properties;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable TopicPartition partition;
    private final NavigableMap<Long, ConsumerRecord<byte[], byte[]>> fetched = new TreeMap<>();
    private long windowStart;
    private long nextOffset = -1;

    /** No record before the window of what is fetched is as late as this, in epoch milliseconds. */
    private long floor = UNKNOWN;

    private Found last = new Found(UNKNOWN, 0);
    private long requests;

    /** The last answer by time: no record before the offset is as late as the timestamp. */
    private record Found(long timestamp, long offset) {}

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
        if (!wanted.equals(partition) || id.offset() < windowStart) {
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
        if (!wanted.equals(partition) || fetched.isEmpty() || timestamp < floor) {
            return locate(wanted, live.offset(), timestamp);
        }
        long from = timestamp >= last.timestamp() ? last.offset() : fetched.firstKey();
        long most = from + MOST_READ_OVER;
        for (long offset = from; offset < live.offset(); offset++) {
            Map.Entry<Long, ConsumerRecord<byte[], byte[]>> next = fetched.ceilingEntry(offset);
            if (next == null) {
                if (offset > most) {
                    return locate(wanted, live.offset(), timestamp);
                }
                fetchUpTo(offset);
                next = fetched.ceilingEntry(offset);
            }
            if (next == null || next.getKey() >= live.offset()) {
                // There are only the marks of transactions in between, or the log ends here.
                return Optional.empty();
            }
            if (next.getValue().timestamp() >= timestamp) {
                return Optional.of(found(timestamp, next.getValue()));
            }
            offset = next.getKey();
        }
        return Optional.empty();
    }

    /** Asks the broker for the place of a time. */
    private Optional<RawRecord> locate(TopicPartition wanted, long liveOffset, long timestamp) {
        requests++;
        OffsetAndTimestamp first =
                open().offsetsForTimes(Map.of(wanted, timestamp), PATIENCE).get(wanted);
        if (first == null || first.offset() >= liveOffset) {
            return Optional.empty();
        }
        long reach = open().beginningOffsets(List.of(wanted), PATIENCE).getOrDefault(wanted, 0L);
        // The broker counts the marks of transactions in, so the log may begin with a record that lies a little behind.
        boolean fromReach = first.offset() - reach < MOST_MARKS;
        long start = fromReach ? reach : first.offset();
        boolean isInWindow = wanted.equals(partition) && windowStart <= start && start <= nextOffset;
        if (!isInWindow) {
            seek(wanted, start);
        }
        floor = Math.min(floor, timestamp);
        boolean isFirst = fromReach;
        for (long offset = start; offset < liveOffset && fetchUpTo(offset); offset++) {
            ConsumerRecord<byte[], byte[]> each = fetched.get(offset);
            if (each != null && each.timestamp() >= timestamp) {
                if (isFirst && each.timestamp() > timestamp) {
                    // The log begins later than that: nothing is known of what stood there then.
                    floor = each.timestamp();
                    return Optional.empty();
                }
                return Optional.of(found(timestamp, each));
            }
            isFirst &= each == null;
        }
        return Optional.empty();
    }

    private RawRecord found(long timestamp, ConsumerRecord<byte[], byte[]> record) {
        last = new Found(timestamp, record.offset());
        forgetBefore(record.offset());
        return raw(record);
    }

    @Override
    public boolean endsWith(RecordId lastRecord) {
        TopicPartition wanted = new TopicPartition(lastRecord.topic(), lastRecord.partition());
        try {
            long end = open().endOffsets(List.of(wanted), SOON).getOrDefault(wanted, Long.MAX_VALUE);
            if (end <= lastRecord.offset() + 1) {
                return true;
            }
            long reach = open().beginningOffsets(List.of(wanted), SOON).getOrDefault(wanted, 0L);
            seek(wanted, Math.max(reach, lastRecord.offset() + 1));
            long deadline = System.nanoTime() + SOON.toNanos();
            // What lies behind it may be no more than the marks of transactions.
            while (fetched.isEmpty() && nextOffset < end && System.nanoTime() - deadline < 0) {
                fetch();
            }
            return fetched.isEmpty() && nextOffset >= end;
        } catch (KafkaException e) {
            return false;
        }
    }

    private void seek(TopicPartition wanted, long offset) {
        KafkaConsumer<byte[], byte[]> open = open();
        if (!wanted.equals(partition)) {
            open.assign(List.of(wanted));
            partition = wanted;
        }
        open.seek(wanted, offset);
        fetched.clear();
        windowStart = offset;
        nextOffset = offset;
        floor = UNKNOWN;
        last = new Found(UNKNOWN, 0);
    }

    /** Fetches until the offset is reached or passed; false if the log no longer reaches back to it, or not yet on to it. */
    private boolean fetchUpTo(long offset) {
        if (nextOffset <= offset && partition != null && offset - nextOffset > MOST_READ_OVER) {
            seek(partition, offset);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (nextOffset <= offset) {
            try {
                boolean isNew = fetch();
                if (!isNew && nextOffset <= offset && offset >= end()) {
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
        forgetBefore(offset);
        return true;
    }

    /** Fetches some more; whether there was any. */
    private boolean fetch() {
        TopicPartition here = Objects.requireNonNull(partition);
        ConsumerRecords<byte[], byte[]> some = open().poll(POLL);
        requests++;
        some.forEach(each -> fetched.put(each.offset(), each));
        nextOffset = open().position(here);
        return !some.isEmpty();
    }

    /** Moves the window on, so that it does not grow. */
    private void forgetBefore(long offset) {
        while (fetched.size() > MOST_RECORDS && fetched.firstKey() < offset - KEPT_BEHIND) {
            ConsumerRecord<byte[], byte[]> oldest = fetched.pollFirstEntry().getValue();
            windowStart = oldest.offset() + 1;
            long timestamp = oldest.timestamp();
            floor = Math.max(floor, timestamp == UNKNOWN ? timestamp : timestamp + 1);
        }
    }

    /** The offset behind the last record that is committed. */
    private long end() {
        return open().endOffsets(open().assignment()).values().iterator().next();
    }

    /** How often the broker was asked for records, or for the place of a time. */
    long requests() {
        return requests;
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
