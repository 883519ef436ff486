package dev.gregor.injection;

import dev.gregor.fault.Hold;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
 * The records that are held back, ordered by the time when they are due, on a changelogged key-value store. For each clock it
 * knows from when on there is anything due: so a look is free while nothing is, and no scan runs over the entries that RocksDB
 * has deleted but not yet compacted.
 */
final class HoldStore {
    private static final byte DUE = 'd';
    private static final byte LAST = 'k';
    private static final Bytes FIRST = Bytes.wrap(new byte[] {DUE});
    private static final Bytes END = Bytes.wrap(new byte[] {DUE + 1});
    private static final int DUE_KEY = 1 + 1 + Long.BYTES + Long.BYTES + Integer.BYTES;
    private static final int MICROS = 1000;

    private final KeyValueStore<Bytes, byte[]> store;
    private Bytes sweepFrom = FIRST;

    /** For each clock: nothing is due before. */
    private final Map<Hold.Clock, Long> earliest = new EnumMap<>(Hold.Clock.class);

    HoldStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        for (Hold.Clock clock : Hold.Clock.values()) {
            earliest.put(clock, 0L);
        }
    }

    /**
     * Holds a record back.
     *
     * @param from where the hold begins, by its clock: epoch milliseconds, or an offset
     * @param ordinal tells apart what is held of one and the same record
     */
    void hold(Hold hold, long from, int ordinal, HeldRecord held) {
        long due = Math.max(0, from + hold.by());
        byte[] lane = lane(hold, held);
        if (lane != null) {
            long micros = Math.max(due * MICROS, lastDue(lane) + hold.spacingMicros());
            store.put(
                    Bytes.wrap(lane),
                    ByteBuffer.allocate(Long.BYTES).putLong(micros).array());
            due = micros / MICROS;
        }
        put(hold.clock(), due, ordinal, held);
    }

    /** Keeps a record until the last offset of its block has passed. */
    void gather(long until, int ordinal, HeldRecord held) {
        put(Hold.Clock.RECORDS, until, ordinal, held);
    }

    private void put(Hold.Clock clock, long due, int ordinal, HeldRecord held) {
        store.put(dueKey(clock, due, held.offset(), ordinal), held.toBytes());
        earliest.merge(clock, due, Math::min);
    }

    /**
     * Releases what is due, in the order of its due times.
     *
     * @param now where the clock stands: epoch milliseconds, or an offset
     * @param most how many records are released at the most
     */
    void release(Hold.Clock clock, long now, int most, Consumer<HeldRecord> target) {
        long from = earliest.getOrDefault(clock, 0L);
        if (now < from) {
            return;
        }
        long next = Long.MAX_VALUE;
        int left = most;
        try (KeyValueIterator<Bytes, byte[]> held =
                store.range(dueKey(clock, from, 0, 0), dueKey(clock, Long.MAX_VALUE, 0, 0))) {
            while (held.hasNext()) {
                KeyValue<Bytes, byte[]> entry = held.next();
                long due = dueOf(entry.key);
                if (due > now || left-- == 0) {
                    next = due;
                    break;
                }
                letGo(entry, HeldRecord.fromBytes(entry.value), target);
            }
        }
        earliest.put(clock, next);
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
        if (held.lane() == Hold.Lane.KEY && recordKey != null) {
            byte[] lane = keyLane(clockOf(entry.key), recordKey);
            if (lastDue(lane) / MICROS <= dueOf(entry.key)) {
                store.delete(Bytes.wrap(lane));
            }
        }
        target.accept(held);
    }

    /** When the last record of a lane is due, in microseconds. */
    private long lastDue(byte[] lane) {
        byte @Nullable [] last = store.get(Bytes.wrap(lane));
        return last == null ? 0 : ByteBuffer.wrap(last).getLong();
    }

    private static byte @Nullable [] lane(Hold hold, HeldRecord held) {
        byte[] recordKey = held.key();
        return switch (hold.lane()) {
            case NONE -> null;
            case KEY -> recordKey == null ? null : keyLane(hold.clock(), recordKey);
            case EXPERIMENT -> lane(hold.clock(), 'e', held.experiment().getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] keyLane(Hold.Clock clock, byte[] recordKey) {
        return lane(clock, 'k', recordKey);
    }

    private static byte[] lane(Hold.Clock clock, char kind, byte[] name) {
        return ByteBuffer.allocate(3 + name.length)
                .put(LAST)
                .put(HeldRecord.letterOf(clock))
                .put((byte) kind)
                .put(name)
                .array();
    }

    private static Bytes dueKey(Hold.Clock clock, long due, long offset, int ordinal) {
        return Bytes.wrap(ByteBuffer.allocate(DUE_KEY)
                .put(DUE)
                .put(HeldRecord.letterOf(clock))
                .putLong(due)
                .putLong(offset)
                .putInt(ordinal)
                .array());
    }

    private static long dueOf(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(2);
    }

    private static Hold.Clock clockOf(Bytes key) {
        return HeldRecord.ofLetter(Hold.Clock.values(), key.get()[1]);
    }
}
