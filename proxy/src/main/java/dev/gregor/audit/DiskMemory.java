package dev.gregor.audit;

import dev.gregor.fault.Memory;
import dev.gregor.fault.Summary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the faults of an audited partition remember: on disk, since keys may be many. */
final class DiskMemory implements Memory {
    private static final byte VALUE = 'V';
    private static final byte STATE = 'S';
    private static final byte[] NONE = {0};
    private static final byte SOME = 1;

    private final Scratch scratch;
    private final byte[] partition;
    private final Map<String, Summary> summaries = new HashMap<>();
    private long latest = Long.MIN_VALUE;

    /**
     * An empty memory.
     *
     * @param partition what keeps it apart from others in the same store
     */
    DiskMemory(Scratch scratch, String partition) {
        this.scratch = scratch;
        this.partition = partition.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void rememberValue(byte[] key, byte @Nullable [] value, long timestamp) {
        latest = Math.max(latest, timestamp);
        if (timestamp >= latest - REACH.toMillis()) {
            byte[] kept = value == null
                    ? NONE
                    : ByteBuffer.allocate(1 + value.length).put(SOME).put(value).array();
            scratch.put(version(key, timestamp), kept);
        }
    }

    @Override
    public byte @Nullable [] valueAt(byte[] key, long timestamp) {
        if (timestamp < 0) {
            return null;
        }
        byte[] wanted = version(key, timestamp);
        Map.Entry<byte[], byte[]> at = scratch.floor(wanted);
        int prefix = wanted.length - Long.BYTES;
        if (at == null
                || at.getKey().length != wanted.length
                || !Arrays.equals(at.getKey(), 0, prefix, wanted, 0, prefix)
                || at.getValue()[0] != SOME) {
            return null;
        }
        boolean isForgotten = timestamp < latest - REACH.toMillis() && !isLatest(key, timestamp);
        return isForgotten ? null : Arrays.copyOfRange(at.getValue(), 1, at.getValue().length);
    }

    /** The last value of a key is remembered for ever. */
    private boolean isLatest(byte[] key, long timestamp) {
        byte[] last = version(key, Long.MAX_VALUE);
        Map.Entry<byte[], byte[]> at = scratch.floor(last);
        return at != null && ByteBuffer.wrap(at.getKey()).getLong(last.length - Long.BYTES) <= timestamp;
    }

    @Override
    public byte @Nullable [] get(String scope, byte[] name) {
        return scratch.get(state(scope, name));
    }

    @Override
    public void put(String scope, byte[] name, byte[] state) {
        scratch.put(state(scope, name), state);
    }

    @Override
    public Summary summary(String name) {
        return summaries.computeIfAbsent(name, n -> new Summary());
    }

    @Override
    public void summarize(String name, Consumer<Summary> addition) {
        addition.accept(summary(name));
    }

    private byte[] version(byte[] key, long timestamp) {
        return ByteBuffer.allocate(1 + partition.length + 1 + Integer.BYTES + key.length + Long.BYTES)
                .put(VALUE)
                .put(partition)
                .put((byte) 0)
                .putInt(key.length)
                .put(key)
                .putLong(timestamp)
                .array();
    }

    private byte[] state(String scope, byte[] name) {
        byte[] text = scope.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + partition.length + 1 + Integer.BYTES + text.length + name.length)
                .put(STATE)
                .put(partition)
                .put((byte) 0)
                .putInt(text.length)
                .put(text)
                .put(name)
                .array();
    }
}
