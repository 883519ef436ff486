package dev.gregor.divergence;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;

/**
 * What stands for a pair id of one comparison: 128 bits of hash, so that millions of decided pairs can be remembered in little memory. Two
 * of a billion ids are taken for one with a chance of 1 in 10^20.
 */
record PairKey(long high, long low) implements Comparable<PairKey> {
    /** How many bytes a key takes. */
    static final int BYTES = 2 * Long.BYTES;

    private static final Hasher64 HIGH = Hashing.komihash5_0(0x9e3779b97f4a7c15L);
    private static final Hasher64 LOW = Hashing.komihash5_0(0xc2b2ae3d27d4eb4fL);

    static PairKey of(long comparison, byte[] id) {
        return new PairKey(
                HIGH.hashBytesToLong(id) ^ comparison, LOW.hashBytesToLong(id) ^ Long.rotateLeft(comparison, 32));
    }

    /** The key of what is known of the truth beside the pair: that comes and goes at another time. */
    PairKey ofTruth() {
        return new PairKey(~high, low);
    }

    void put(ByteBuffer buffer) {
        buffer.putLong(high).putLong(low);
    }

    static PairKey get(ByteBuffer buffer) {
        return new PairKey(buffer.getLong(), buffer.getLong());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(low);
    }

    @Override
    public int compareTo(PairKey other) {
        int byHigh = Long.compare(high, other.high);
        return byHigh != 0 ? byHigh : Long.compare(low, other.low);
    }
}
