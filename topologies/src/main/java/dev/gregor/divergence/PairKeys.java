package dev.gregor.divergence;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** The keys under which pairs lie on disk. The first byte tells the kind. */
final class PairKeys {
    /** An open entry that is in memory too: its pair key. */
    static final byte OPEN = 'o';
    /** An open entry that memory has no room for: its pair key. */
    static final byte SPILLED = 's';
    /** Such an entry in the order of time: what it awaits, comparison, time, pair key. */
    static final byte TIMED = 't';
    /** A block of decided pairs: comparison, number of the block. */
    static final byte BLOCK = 'b';

    private static final int LANE = 2 + Long.BYTES;

    private PairKeys() {}

    static Bytes entry(byte kind, PairKey key) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + PairKey.BYTES).put(kind);
        key.put(bytes);
        return Bytes.wrap(bytes.array());
    }

    static PairKey key(Bytes entry) {
        return PairKey.get(ByteBuffer.wrap(entry.get(), 1, PairKey.BYTES));
    }

    static Bytes timed(Awaiting awaiting, long comparison, long at, PairKey key) {
        byte[] bytes = new byte[LANE + Long.BYTES + PairKey.BYTES];
        key.put(lane(bytes, awaiting, comparison).putLong(at));
        return Bytes.wrap(bytes);
    }

    /** A key before all of this time, and behind all that are earlier. */
    static Bytes from(Awaiting awaiting, long comparison, long at) {
        byte[] bytes = new byte[LANE + Long.BYTES];
        lane(bytes, awaiting, comparison).putLong(at);
        return Bytes.wrap(bytes);
    }

    /** A key behind all of a lane. Times are never negative, and -1 sorts last. */
    static Bytes end(Awaiting awaiting, long comparison) {
        return from(awaiting, comparison, -1);
    }

    static long at(Bytes timed) {
        return ByteBuffer.wrap(timed.get()).getLong(LANE);
    }

    static PairKey timedKey(Bytes timed) {
        return PairKey.get(ByteBuffer.wrap(timed.get(), LANE + Long.BYTES, PairKey.BYTES));
    }

    static Bytes block(long comparison, long number) {
        return Bytes.wrap(ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put(BLOCK)
                .putLong(comparison)
                .putLong(number)
                .array());
    }

    static long blockComparison(Bytes block) {
        return ByteBuffer.wrap(block.get()).getLong(1);
    }

    static long blockNumber(Bytes block) {
        return ByteBuffer.wrap(block.get()).getLong(1 + Long.BYTES);
    }

    /** A key before all of a kind. */
    static Bytes first(byte kind) {
        return Bytes.wrap(new byte[] {kind});
    }

    /** A key behind all of a kind. */
    static Bytes last(byte kind) {
        return Bytes.wrap(new byte[] {(byte) (kind + 1)});
    }

    private static ByteBuffer lane(byte[] bytes, Awaiting awaiting, long comparison) {
        return ByteBuffer.wrap(bytes).put(TIMED).put(awaiting.code()).putLong(comparison);
    }
}
