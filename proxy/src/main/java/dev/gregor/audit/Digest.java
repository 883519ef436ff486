package dev.gregor.audit;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * 128 bits in place of a record: two different ones among a billion have the same with a probability of 1e-21.
 *
 * @param high the first 64 bits
 * @param low the others
 */
record Digest(long high, long low) {
    private static final Hasher128 HASH = Hashing.murmur3_128();
    private static final int NONE = -1;

    /**
     * Of all that a consumer sees of an output.
     *
     * @param arm the topic it stands in
     * @param timestamp in epoch milliseconds; always the same where the broker puts its own
     */
    static Digest of(
            Arm arm, int partition, byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp) {
        HashStream128 stream = HASH.hashStream().putInt(arm.number()).putInt(partition);
        put(stream, key);
        put(stream, value);
        for (Header header : headers) {
            put(stream, header.key().getBytes(StandardCharsets.UTF_8));
            put(stream, header.value());
        }
        return of(stream.putLong(timestamp).get());
    }

    /** Of a text that stands for a record whose content cannot be computed again. */
    static Digest of(String text) {
        return of(HASH.hashCharsTo128Bits(text));
    }

    /** A hash of what a fault seldom changes, by which an output is told to be meant for a record. */
    static long likeness(byte @Nullable [] key, long timestamp) {
        HashStream128 stream = HASH.hashStream();
        put(stream, key);
        return stream.putLong(timestamp).getAsLong();
    }

    private static void put(HashStream128 stream, byte @Nullable [] bytes) {
        if (bytes == null) {
            stream.putInt(NONE);
        } else {
            stream.putInt(bytes.length).putBytes(bytes);
        }
    }

    private static Digest of(HashValue128 hash) {
        return new Digest(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }
}
