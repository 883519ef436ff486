package dev.gregor.injection;

import dev.gregor.record.Arrival;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The record that a partition is at: one object for all of them, for most need no more. */
final class Arriving implements Arrival {
    private final String topic;
    private final int partition;
    private Record<byte[], byte[]> record;
    private long offset = -1;

    Arriving(String topic, int partition) {
        this.topic = topic;
        this.partition = partition;
        this.record = new Record<>(new byte[0], new byte[0], 0);
    }

    /** Goes on to the next record. */
    void advance(Record<byte[], byte[]> next, long toOffset) {
        record = next;
        offset = toOffset;
    }

    RecordId id() {
        return new RecordId(topic, partition, offset);
    }

    RawRecord toRaw() {
        return new RawRecord(id(), record.key(), record.value(), record.headers(), record.timestamp());
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public int partition() {
        return partition;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public byte @Nullable [] key() {
        return record.key();
    }

    @Override
    public byte @Nullable [] value() {
        return record.value();
    }

    @Override
    public Headers headers() {
        return record.headers();
    }

    @Override
    public long timestamp() {
        return record.timestamp();
    }
}
