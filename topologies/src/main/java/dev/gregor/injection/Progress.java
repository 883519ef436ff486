package dev.gregor.injection;

import dev.gregor.store.StateCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How far one partition has been processed, and by which revision. It is kept when the revision is another one, and with each commit while something
 * is held; else Kafka Streams itself knows the offset and, from what it commits with it, the event time.
 */
final class Progress {
    /** The one key that it is kept under. */
    static final String KEY = "progress";

    private String revision;
    private long offset;
    private long eventTime;

    private Progress(String revision, long offset, long eventTime) {
        this.revision = revision;
        this.offset = offset;
        this.eventTime = eventTime;
    }

    /** Another record, with its event time in epoch milliseconds. */
    void advance(long toOffset, long timestamp) {
        offset = toOffset;
        eventTime = Math.max(eventTime, timestamp);
    }

    void announced(String newRevision) {
        revision = newRevision;
    }

    /** The last revision that the ledger was told of; empty if there is none. */
    String revision() {
        return revision;
    }

    /** The offset of the last record; -1 if there was none. */
    long offset() {
        return offset;
    }

    /** The latest event time so far, in epoch milliseconds; -1 if there is none. */
    long eventTime() {
        return eventTime;
    }

    /** How it is kept. */
    static final class Codec implements StateCodec<Progress> {
        @Override
        public Progress newEmpty(String key) {
            return new Progress("", -1, -1);
        }

        @Override
        public byte[] toBytes(Progress progress) {
            byte[] revision = progress.revision.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(2 * Long.BYTES + revision.length)
                    .putLong(progress.offset)
                    .putLong(progress.eventTime)
                    .put(revision)
                    .array();
        }

        @Override
        public Progress fromBytes(String key, byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            long offset = in.getLong();
            long eventTime = in.getLong();
            String revision = StandardCharsets.UTF_8.decode(in).toString();
            return new Progress(revision, offset, eventTime);
        }
    }
}
