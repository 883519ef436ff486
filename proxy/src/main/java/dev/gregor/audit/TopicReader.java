package dev.gregor.audit;

import dev.gregor.config.Application;
import dev.gregor.config.TopicName;
import dev.gregor.runtime.Bystander;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the committed records of one topic, of whichever partition is asked for, as a bystander without a group. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Part> parts = new HashMap<>();
    private final TopicName topic;

    private static final class Part {
        private final long begin;
        private long end;
        private final Deque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();

        Part(long begin, long end) {
            this.begin = begin;
            this.end = end;
        }
    }

    /** Opens a topic at the beginning of its log; its end is where it ends now, until {@link #endAt} says otherwise. */
    TopicReader(Application application, TopicName topic, int partitions) {
        this.topic = topic;
        consumer = new KafkaConsumer<>(
                Bystander.properties(application), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic.value(), i));
        }
        consumer.assign(all);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(all, PATIENCE);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, PATIENCE);
        for (TopicPartition each : all) {
            Part part = new Part(begins.getOrDefault(each, 0L), ends.getOrDefault(each, 0L));
            parts.put(each, part);
            consumer.seek(each, part.begin);
        }
        consumer.pause(all);
    }

    /** Reads on to this offset, exclusive, and no further. */
    void endAt(int partition, long end) {
        part(partition).end = end;
    }

    /** Begins at this offset, if the log reaches back so far. */
    void beginAt(int partition, long begin) {
        consumer.seek(at(partition), Math.max(begin, part(partition).begin));
        part(partition).read.clear();
    }

    /** Where the log of a partition begins. */
    long begin(int partition) {
        return part(partition).begin;
    }

    /** Whether any partition has lost its beginning. */
    boolean isCut() {
        return parts.values().stream().anyMatch(part -> part.begin > 0);
    }

    long end(int partition) {
        return part(partition).end;
    }

    int partitions() {
        return parts.size();
    }

    /** How much of a partition has been read, from 0 to 1. */
    double progress(int partition) {
        Part part = part(partition);
        ConsumerRecord<byte[], byte[]> next = part.read.peek();
        long position = next == null ? consumer.position(at(partition), PATIENCE) : next.offset();
        return part.end <= part.begin ? 1 : Math.min(1, (position - part.begin) / (double) (part.end - part.begin));
    }

    /**
     * The next record of a partition; null at its end.
     *
     * @throws TimeoutException if the broker gives no answer within a minute
     */
    @Nullable
    ConsumerRecord<byte[], byte[]> next(int partition) {
        TopicPartition at = at(partition);
        Part part = part(partition);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        if (part.read.isEmpty() && consumer.position(at, PATIENCE) < part.end) {
            consumer.resume(Set.of(at));
            while (part.read.isEmpty() && consumer.position(at, PATIENCE) < part.end) {
                keep(consumer.poll(POLL).records(at), part);
                if (System.nanoTime() - deadline > 0) {
                    throw new TimeoutException("no answer on " + topic + "-" + partition + " within a minute");
                }
            }
            consumer.pause(Set.of(at));
        }
        return part.read.poll();
    }

    private static void keep(Collection<ConsumerRecord<byte[], byte[]>> records, Part part) {
        records.stream().filter(each -> each.offset() < part.end).forEach(part.read::add);
    }

    private TopicPartition at(int partition) {
        return new TopicPartition(topic.value(), partition);
    }

    private Part part(int partition) {
        Part part = parts.get(at(partition));
        if (part == null) {
            throw new IllegalArgumentException(topic + " has no partition " + partition);
        }
        return part;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
