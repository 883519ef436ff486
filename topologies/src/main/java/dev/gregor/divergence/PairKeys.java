package dev.gregor.divergence;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of a {@link PairStore}: entries by pair id, and beside them the ids in the order of event time, so that those whose time
 * has come are found without looking at the others.
 */
final class PairKeys {
    /** An entry: kind, comparison, pair id. */
    static final byte ENTRY = 'e';
    /** The id of a decided pair: kind, comparison, event time, pair id. An id that waits has the code of its side as kind. */
    static final byte CLOSED = 'x';
    /** The id of a pair that waits for the ledger: kind, comparison, event time of the control output, pair id. */
    static final byte UNDECIDED = 'u';
    /** The id of a record that only the ledger has told of: kind, comparison, wall-clock time of its arrival, pair id. */
    static final byte MARKED = 'm';

    private static final int TIMESTAMP_AT = 1 + Long.BYTES;
    private static final int ID_AT = TIMESTAMP_AT + Long.BYTES;

    private PairKeys() {}

    static Bytes entry(long comparison, byte[] id) {
        return Bytes.wrap(ByteBuffer.allocate(TIMESTAMP_AT + id.length)
                .put(ENTRY)
                .putLong(comparison)
                .put(id)
                .array());
    }

    static Bytes timed(byte kind, long comparison, long timestamp, byte[] id) {
        return Bytes.wrap(ByteBuffer.allocate(ID_AT + id.length)
                .put(kind)
                .putLong(comparison)
                .putLong(timestamp)
                .put(id)
                .array());
    }

    /** A key before all keys of this kind, comparison and event time, and behind all earlier ones. */
    static Bytes from(byte kind, long comparison, long timestamp) {
        return timed(kind, comparison, timestamp, new byte[0]);
    }

    /** A key behind all keys of this kind and comparison. Event times are never negative, and -1 sorts last. */
    static Bytes end(byte kind, long comparison) {
        return timed(kind, comparison, -1, new byte[0]);
    }

    static long comparison(Bytes timed) {
        return ByteBuffer.wrap(timed.get()).getLong(1);
    }

    static long timestamp(Bytes timed) {
        return ByteBuffer.wrap(timed.get()).getLong(TIMESTAMP_AT);
    }

    static byte[] id(Bytes timed) {
        ByteBuffer key = ByteBuffer.wrap(timed.get()).position(ID_AT);
        byte[] id = new byte[key.remaining()];
        key.get(id);
        return id;
    }
}
