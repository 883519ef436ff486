package dev.gregor.injection;

import dev.gregor.fault.Hold;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The records that are held back, ordered by the time when they are due, on a changelogged key-value store. A lower bound
 * moves along with the releases, so that no scan runs over the entries that RocksDB has deleted but not yet compacted.
 */
final class HoldStore {
    private static final byte DUE = 'd';
    private static final byte LAST = 'k';
    private static final byte WALL = 'w';
    private static final byte EVENT = 'e';
    private static final Bytes FIRST = Bytes.wrap(new byte[] {DUE});
    private static final Bytes END = Bytes.wrap(new byte[] {DUE + 1});
    private static final int DUE_KEY = 1 + 1 + Long.BYTES + Long.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private Bytes sweepFrom = FIRST;
    private final Map<Hold.Clock, Long> floors = new EnumMap<>(Hold.Clock.class);

    HoldStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        for (Hold.Clock clock : Hold.Clock.values()) {
            floors.put(clock, 0L);
        }
    }

    /**
     * Holds a record back.
     *
     * @param due when it goes out, in epoch milliseconds of the clock; later, if it must wait for one of its key
     * @param offset its offset in the raw topic, which orders records that are due together
     */
    void hold(Hold.Clock clock, long due, long offset, HeldRecord held) {
        long time = Math.max(0, due);
        byte[] recordKey = held.key();
        if (held.keepsOrder() && recordKey != null) {
            time = Math.max(time, lastDue(clock, recordKey));
            store.put(
                    lastKey(clock, recordKey),
                    ByteBuffer.allocate(Long.BYTES).putLong(time).array());
        }
        store.put(dueKey(clock, time, offset), held.toBytes());
        floors.put(clock, Math.min(floors.getOrDefault(clock, 0L), time));
    }

    /**
     * Releases what is due, in the order of its due times.
     *
     * @param now the time of the clock in epoch milliseconds
     * @param most how many records are released at the most
     */
    void release(Hold.Clock clock, long now, int most, Consumer<HeldRecord> target) {
        if (now < 0) {
            return;
        }
        Bytes from = dueKey(clock, floors.getOrDefault(clock, 0L), 0);
        Bytes to = dueKey(clock, now, Long.MAX_VALUE);
        if (from.compareTo(to) > 0) {
            return;
        }
        int left = most;
        try (KeyValueIterator<Bytes, byte[]> due = store.range(from, to)) {
            while (due.hasNext() && left-- > 0) {
                KeyValue<Bytes, byte[]> entry = due.next();
                floors.put(clock, dueOf(entry.key));
                letGo(entry, HeldRecord.fromBytes(entry.value), target);
            }
            if (!due.hasNext()) {
                floors.put(clock, now);
            }
        }
    }

    /** Begins a round of {@link #sweep}: the next call looks at all that is held, from the first on. */
    void beginSweep() {
        sweepFrom = FIRST;
    }

    /**
     * Releases, due or not, what the condition chooses, in the order of its due times. Goes on where the last call stopped.
     *
     * @param most how many held records are looked at
     * @return whether the round is over
     */
    boolean sweep(Predicate<HeldRecord> condition, int most, Consumer<HeldRecord> target) {
        int left = most;
        try (KeyValueIterator<Bytes, byte[]> all = store.range(sweepFrom, END)) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                if (left-- == 0) {
                    sweepFrom = entry.key;
                    return false;
                }
                HeldRecord held = HeldRecord.fromBytes(entry.value);
                if (condition.test(held)) {
                    letGo(entry, held, target);
                }
            }
        }
        return true;
    }

    private void letGo(KeyValue<Bytes, byte[]> entry, HeldRecord held, Consumer<HeldRecord> target) {
        store.delete(entry.key);
        byte[] recordKey = held.key();
        if (held.keepsOrder() && recordKey != null) {
            Hold.Clock clock = clockOf(entry.key);
            if (lastDue(clock, recordKey) <= dueOf(entry.key)) {
                store.delete(lastKey(clock, recordKey));
            }
        }
        target.accept(held);
    }

    private long lastDue(Hold.Clock clock, byte[] recordKey) {
        byte @Nullable [] last = store.get(lastKey(clock, recordKey));
        return last == null ? 0 : ByteBuffer.wrap(last).getLong();
    }

    private static Bytes lastKey(Hold.Clock clock, byte[] recordKey) {
        return Bytes.wrap(ByteBuffer.allocate(2 + recordKey.length)
                .put(LAST)
                .put(code(clock))
                .put(recordKey)
                .array());
    }

    private static Bytes dueKey(Hold.Clock clock, long due, long offset) {
        return Bytes.wrap(ByteBuffer.allocate(DUE_KEY)
                .put(DUE)
                .put(code(clock))
                .putLong(due)
                .putLong(offset)
                .array());
    }

    private static long dueOf(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(2);
    }

    private static Hold.Clock clockOf(Bytes key) {
        return key.get()[1] == WALL ? Hold.Clock.WALL : Hold.Clock.EVENT;
    }

    private static byte code(Hold.Clock clock) {
        return clock == Hold.Clock.WALL ? WALL : EVENT;
    }
}
