package dev.gregor.record;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in its topic.
 *
 * @param timestamp event time in epoch milliseconds
 */
public record RawRecord(RecordId id, byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp)
        implements Arrival {

    @Override
    public String topic() {
        return id.topic();
    }

    @Override
    public int partition() {
        return id.partition();
    }

    @Override
    public long offset() {
        return id.offset();
    }

    public RawRecord withValue(byte @Nullable [] newValue) {
        return new RawRecord(id, key, newValue, headers, timestamp);
    }
}
