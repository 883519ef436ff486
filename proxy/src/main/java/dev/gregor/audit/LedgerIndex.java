package dev.gregor.audit;

import dev.gregor.record.RecordId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/** The ledger, sorted by raw partition and offset. It lies on disk, however many events there are. */
final class LedgerIndex {
    private static final byte KIND = 'L';

    private final Scratch scratch;
    private final Consumer<Finding> findings;
    private final Consumer<LedgerEntry> revisions;
    private final Map<TopicPartition, Long> firstRevisions = new HashMap<>();
    private long events;

    /** An empty index, which tells of events that are none, and of revisions. */
    LedgerIndex(Scratch scratch, Consumer<Finding> findings, Consumer<LedgerEntry> revisions) {
        this.scratch = scratch;
        this.findings = findings;
        this.revisions = revisions;
    }

    void addAll(TopicReader ledger) {
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            for (ConsumerRecord<byte[], byte[]> each = ledger.next(partition);
                    each != null;
                    each = ledger.next(partition)) {
                add(each);
            }
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> event) {
        String place = event.topic() + "-" + event.partition() + "@" + event.offset();
        if (event.value() == null) {
            findings.accept(Finding.of(Finding.Kind.UNFOUNDED, place, "this event of the ledger has no value"));
            return;
        }
        try {
            LedgerEntry entry = LedgerEntry.of(event.timestamp(), event.value());
            RecordId id = RecordId.parse(entry.event().path("id").asText());
            if (entry.isRevision()) {
                revisions.accept(entry);
                firstRevisions.merge(new TopicPartition(id.topic(), id.partition()), id.offset(), Math::min);
            }
            // Events of one record have one key, so they lie in one partition and keep their order.
            byte[] key = ByteBuffer.allocate(prefix(id.topic(), id.partition()).length + 2 * Long.BYTES)
                    .put(prefix(id.topic(), id.partition()))
                    .putLong(id.offset())
                    .putLong(event.offset())
                    .array();
            scratch.put(
                    key,
                    ByteBuffer.allocate(Long.BYTES + event.value().length)
                            .putLong(event.timestamp())
                            .put(event.value())
                            .array());
            events++;
        } catch (SerializationException | IllegalArgumentException e) {
            findings.accept(Finding.of(Finding.Kind.UNFOUNDED, place, "no event that Gregor wrote: " + e.getMessage()));
        }
    }

    /** How many events there are, of all partitions. */
    long events() {
        return events;
    }

    /** Where the application began with a raw partition: its first event is always that of its revision. 0 if there is none. */
    long firstProcessed(String topic, int partition) {
        return firstRevisions.getOrDefault(new TopicPartition(topic, partition), 0L);
    }

    /** Is shown the events with the offset of the raw record that each is about. */
    @FunctionalInterface
    interface EntryVisitor {
        void visit(long offset, LedgerEntry entry);
    }

    /** The events of a raw partition, to be asked for in the order of the offsets; to be closed. */
    OfPartition of(String topic, int partition) {
        return new OfPartition(topic, partition);
    }

    /** The events of one raw partition. */
    final class OfPartition implements AutoCloseable {
        private final byte[] prefix;
        private final Scratch.Cursor cursor;

        private OfPartition(String topic, int partition) {
            prefix = prefix(topic, partition);
            cursor = scratch.from(prefix);
        }

        /**
         * The events of the record at an offset.
         *
         * @param passedOver is told of the events of offsets before it that were not asked for
         */
        List<LedgerEntry> at(long offset, EntryVisitor passedOver) {
            List<LedgerEntry> entries = new ArrayList<>(0);
            while (cursor.hasNext() && isOf(prefix, cursor.peek()) && offset(prefix, cursor.peek()) <= offset) {
                Map.Entry<byte[], byte[]> next = cursor.next();
                long about = offset(prefix, next.getKey());
                LedgerEntry entry = entry(next.getValue());
                if (about == offset) {
                    entries.add(entry);
                } else {
                    passedOver.visit(about, entry);
                }
            }
            return entries;
        }

        @Override
        public void close() {
            cursor.close();
        }
    }

    private static LedgerEntry entry(byte[] kept) {
        return LedgerEntry.of(ByteBuffer.wrap(kept).getLong(), Arrays.copyOfRange(kept, Long.BYTES, kept.length));
    }

    private static byte[] prefix(String topic, int partition) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + name.length + 1 + Integer.BYTES)
                .put(KIND)
                .put(name)
                .put((byte) 0)
                .putInt(partition)
                .array();
    }

    private static boolean isOf(byte[] prefix, byte[] key) {
        return key.length >= prefix.length && Arrays.equals(prefix, 0, prefix.length, key, 0, prefix.length);
    }

    private static long offset(byte[] prefix, byte[] key) {
        return ByteBuffer.wrap(key).getLong(prefix.length);
    }
}
