package dev.gregor.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.config.Application;
import dev.gregor.runtime.Bystander;
import dev.gregor.runtime.ClusterUnreachable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger backwards, the newest event of all partitions first. A page looks at 20,000 events at the most, and says where the next one
 * begins: the offset in each partition that everything before is still to be read of.
 */
public final class LedgerPages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CURSOR = Pattern.compile("\\d{1,18}(\\.\\d{1,18}){0,9999}");
    private static final Duration ASK = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_EXAMINED = 20_000;
    private static final int CHUNK = 500;
    private static final int MOST_AT_ONCE = 4;

    private final Application application;
    private final Semaphore readers = new Semaphore(MOST_AT_ONCE);

    LedgerPages(Application application) {
        this.application = application;
    }

    /**
     * A page.
     *
     * @param before where it begins, as the page before says; null for the newest events
     * @param limit how many events at the most
     * @throws IllegalArgumentException if {@code before} is no such place
     * @throws ClusterUnreachable if the cluster does not answer
     * @throws RejectedExecutionException if too many pages are read at once
     */
    public LedgerPage read(LedgerFilter filter, @Nullable String before, int limit) {
        if (!readers.tryAcquire()) {
            throw new RejectedExecutionException(
                    MOST_AT_ONCE + " pages of the ledger are read already; ask again in a moment");
        }
        Map<String, Object> properties = Bystander.properties(application);
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return read(consumer, filter, before, limit);
        } catch (KafkaException e) {
            throw new ClusterUnreachable("the ledger cannot be read: " + e.getMessage(), e);
        } finally {
            readers.release();
        }
    }

    private LedgerPage read(
            KafkaConsumer<byte[], byte[]> consumer, LedgerFilter filter, @Nullable String before, int limit) {
        List<Backwards> partitions = partitions(consumer, before);
        List<JsonNode> events = new ArrayList<>();
        int examined = 0;
        while (events.size() < limit && examined < MOST_EXAMINED) {
            Optional<Backwards> newest =
                    partitions.stream().filter(Backwards::hasMore).max(Comparator.comparingLong(Backwards::time));
            if (newest.isEmpty()) {
                break;
            }
            examined++;
            JsonNode event = event(newest.get().take());
            if (filter.takes(event)) {
                events.add(event);
            }
        }
        boolean isOver = partitions.stream().noneMatch(Backwards::hasMore);
        String next = isOver
                ? null
                : partitions.stream().map(each -> Long.toString(each.next)).collect(Collectors.joining("."));
        return new LedgerPage(events, next, examined);
    }

    private List<Backwards> partitions(KafkaConsumer<byte[], byte[]> consumer, @Nullable String before) {
        List<TopicPartition> all = consumer
                .partitionsFor(application.ledgerTopic().value(), ASK)
                .stream()
                .map(PartitionInfo::partition)
                .sorted()
                .map(each -> new TopicPartition(application.ledgerTopic().value(), each))
                .toList();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(all, ASK);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, ASK);
        String[] places = before == null ? new String[0] : places(before, all.size());
        List<Backwards> partitions = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            long end = ends.getOrDefault(all.get(i), 0L);
            long from = before == null ? end : Math.min(end, Long.parseLong(places[i]));
            partitions.add(new Backwards(consumer, all.get(i), begins.getOrDefault(all.get(i), 0L), from));
        }
        return partitions;
    }

    private static String[] places(String before, int partitions) {
        String[] places = CURSOR.matcher(before).matches() ? before.split("\\.") : new String[0];
        if (places.length != partitions) {
            throw new IllegalArgumentException(
                    "'before' is no place in this ledger; expected the 'next' of an earlier page");
        }
        return places;
    }

    private static JsonNode event(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null && JSON.readTree(record.value()) instanceof ObjectNode event) {
                return event.put("at", record.timestamp());
            }
        } catch (IOException e) {
            return unreadable(record);
        }
        return unreadable(record);
    }

    /** Somebody else wrote into the ledger: passed over, as a revision is. */
    private static JsonNode unreadable(ConsumerRecord<byte[], byte[]> record) {
        return JSON.createObjectNode().put("type", "revision").put("id", record.topic() + "-" + record.partition());
    }

    /** One partition, read in chunks from its end. */
    private static final class Backwards {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final TopicPartition partition;
        private final long begin;
        private final Deque<ConsumerRecord<byte[], byte[]>> chunk = new ArrayDeque<>();
        private long unread;
        private long next;

        /** Everything from {@code begin} on and before {@code end}. */
        Backwards(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long begin, long end) {
            this.consumer = consumer;
            this.partition = partition;
            this.begin = begin;
            this.unread = end;
            this.next = end;
        }

        boolean hasMore() {
            while (chunk.isEmpty() && unread > begin) {
                readChunk();
            }
            if (chunk.isEmpty()) {
                next = begin;
            }
            return !chunk.isEmpty();
        }

        /** When the next event was written. */
        long time() {
            return chunk.getLast().timestamp();
        }

        ConsumerRecord<byte[], byte[]> take() {
            ConsumerRecord<byte[], byte[]> last = chunk.removeLast();
            next = last.offset();
            return last;
        }

        private void readChunk() {
            long from = Math.max(begin, unread - CHUNK);
            long end = System.nanoTime() + ASK.toNanos();
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            while (consumer.position(partition, ASK) < unread) {
                if (System.nanoTime() > end) {
                    throw new TimeoutException(partition + " gives nothing within " + ASK.toSeconds() + " s");
                }
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                    if (each.offset() < unread) {
                        chunk.addLast(each);
                    }
                }
            }
            unread = from;
        }
    }
}
