package dev.gregor.injection;

import dev.gregor.fault.Hold;
import dev.gregor.store.WriteBehindStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The records that are held back, ordered by the time when they are due, on a changelogged key-value store. For each clock it
 * knows a key that nothing lies before: so a look is free while nothing is due, and no scan runs over the entries that RocksDB
 * has deleted but not yet compacted.
 */
final class HoldStore {
    private static final byte DUE = 'd';
    private static final byte LAST = 'k';
    private static final Bytes FIRST = Bytes.wrap(new byte[] {DUE});
    private static final Bytes END = Bytes.wrap(new byte[] {DUE + 1});
    private static final int DUE_KEY = 1 + 1 + Long.BYTES + Long.BYTES + Integer.BYTES;
    private static final int OFFSET = 2 + Long.BYTES;
    private static final int MICROS = 1000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final WriteBehindStore<LastDue> lanes;

    /** For each clock a key that nothing lies before; none if nothing is held by it. */
    private final Map<Hold.Clock, Bytes> lowest = new EnumMap<>(Hold.Clock.class);

    /**
     * What is held already stays held.
     *
     * @param lanes for the lanes of whole experiments, which are few and change with every record
     */
    HoldStore(KeyValueStore<Bytes, byte[]> store, WriteBehindStore<LastDue> lanes) {
        this.store = store;
        this.lanes = lanes;
        for (Hold.Clock clock : Hold.Clock.values()) {
            try (KeyValueIterator<Bytes, byte[]> held = allBy(clock, dueKey(clock, 0, 0, 0))) {
                if (held.hasNext()) {
                    lowest.put(clock, held.peekNextKey());
                }
            }
        }
    }

    /** Is handed what is released. */
    @FunctionalInterface
    interface Target {
        /**
         * Takes a record that is held back no longer.
         *
         * @param due when it was due: epoch milliseconds, or an offset
         */
        void accept(HeldRecord held, long due);
    }

    /**
     * Holds a record back.
     *
     * @param from where the hold begins, by its clock: epoch milliseconds, or an offset
     * @param ordinal tells apart what is held of one and the same record
     */
    void hold(Hold hold, long from, int ordinal, HeldRecord held) {
        long due = Math.max(0, from + hold.by());
        put(hold.clock(), inLane(hold, due, held), held.offset(), ordinal, held);
    }

    /** Keeps a record until the last offset of its block has passed. */
    void gather(long until, int ordinal, HeldRecord held) {
        put(Hold.Clock.RECORDS, until, held.offset(), ordinal, held);
    }

    /**
     * Puts a record that may go out at once in line behind all that is due by event time before it.
     *
     * @param time where the event clock stands, in epoch milliseconds
     * @param offset of the raw record that goes out, or lets this one go out
     */
    void queue(long time, long offset, int ordinal, HeldRecord held) {
        put(Hold.Clock.EVENT, Math.max(0, time), offset, ordinal, held);
    }

    private void put(Hold.Clock clock, long due, long offset, int ordinal, HeldRecord held) {
        Bytes key = dueKey(clock, due, offset, ordinal);
        store.put(key, held.toBytes());
        mayLieAt(clock, key);
    }

    private void mayLieAt(Hold.Clock clock, Bytes key) {
        lowest.merge(clock, key, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }

    /** Whether anything is held. */
    boolean isInUse() {
        return !lowest.isEmpty();
    }

    /** Whether anything is held by a clock. */
    boolean isInUse(Hold.Clock clock) {
        return lowest.containsKey(clock);
    }

    /**
     * Releases what is due, in the order of its due times.
     *
     * @param now where the clock stands: epoch milliseconds, or an offset
     * @param more whether one more may be released, asked before each
     * @return whether all that is due has been released
     */
    boolean release(Hold.Clock clock, long now, BooleanSupplier more, Target target) {
        Bytes from = lowest.get(clock);
        if (from == null || dueOf(from) > now) {
            return true;
        }
        lowest.remove(clock);
        try (KeyValueIterator<Bytes, byte[]> held = allBy(clock, from)) {
            while (held.hasNext()) {
                KeyValue<Bytes, byte[]> entry = held.next();
                boolean isDue = dueOf(entry.key) <= now;
                if (!isDue || !more.getAsBoolean()) {
                    mayLieAt(clock, entry.key);
                    return !isDue;
                }
                letGo(entry.key, HeldRecord.fromBytes(entry.value), target);
            }
        }
        return true;
    }

    private KeyValueIterator<Bytes, byte[]> allBy(Hold.Clock clock, Bytes from) {
        return store.range(from, dueKey(clock, Long.MAX_VALUE, 0, 0));
    }

    private void letGo(Bytes key, HeldRecord held, Target target) {
        remove(key);
        byte[] recordKey = held.key();
        if (held.lane() == Hold.Lane.KEY && recordKey != null) {
            byte[] lane = keyLane(clockOf(key), recordKey);
            if (lastDue(lane) / MICROS <= dueOf(key)) {
                remove(Bytes.wrap(lane));
            }
        }
        target.accept(held, dueOf(key));
    }

    /** Kafka's own delete reads the old value first, to return it. */
    private void remove(Bytes key) {
        store.put(key, null);
    }

    /**
     * One round over all that is held, which releases what a condition chooses, due or not, in the order of the offsets. First it
     * looks, then it releases, both in parts. What it has found is kept in memory, some 60 bytes for each record.
     */
    final class Sweep {
        private final Predicate<HeldRecord> condition;
        private final PriorityQueue<Bytes> found = new PriorityQueue<>((one, other) -> compare(one.get(), other.get()));
        private @Nullable Bytes scanFrom = FIRST;

        Sweep(Predicate<HeldRecord> condition) {
            this.condition = condition;
        }

        /**
         * Goes on where the last call stopped.
         *
         * @param more whether one more entry may be looked at or released, asked before each
         * @return whether the round is over
         */
        boolean goOn(BooleanSupplier more, Target target) {
            return scan(more) && release(more, target);
        }

        private boolean scan(BooleanSupplier more) {
            if (scanFrom == null) {
                return true;
            }
            try (KeyValueIterator<Bytes, byte[]> all = store.range(scanFrom, END)) {
                while (all.hasNext()) {
                    KeyValue<Bytes, byte[]> entry = all.next();
                    if (!more.getAsBoolean()) {
                        scanFrom = entry.key;
                        return false;
                    }
                    if (condition.test(HeldRecord.fromBytes(entry.value))) {
                        found.add(entry.key);
                    }
                }
            }
            scanFrom = null;
            return true;
        }

        private boolean release(BooleanSupplier more, Target target) {
            while (!found.isEmpty()) {
                if (!more.getAsBoolean()) {
                    return false;
                }
                Bytes key = found.remove();
                byte[] held = store.get(key);
                // It may have become due, and have been released, in the meantime.
                if (held != null) {
                    letGo(key, HeldRecord.fromBytes(held), target);
                }
            }
            return true;
        }

        /** By offset, then by ordinal, which are the end of a key. */
        private static int compare(byte[] one, byte[] other) {
            return Arrays.compareUnsigned(one, OFFSET, one.length, other, OFFSET, other.length);
        }
    }

    /** When it is due behind what is held in its lane. */
    private long inLane(Hold hold, long due, HeldRecord held) {
        byte[] recordKey = held.key();
        if (hold.lane() == Hold.Lane.EXPERIMENT) {
            String lane = hold.clock().word() + "/" + held.experiment();
            LastDue last = lanes.get(lane);
            last.set(Math.max(due * MICROS, last.micros() + hold.spacingMicros()));
            lanes.markDirty(lane);
            return last.micros() / MICROS;
        } else if (hold.lane() == Hold.Lane.KEY && recordKey != null) {
            byte[] lane = keyLane(hold.clock(), recordKey);
            long micros = Math.max(due * MICROS, lastDue(lane) + hold.spacingMicros());
            store.put(
                    Bytes.wrap(lane),
                    ByteBuffer.allocate(Long.BYTES).putLong(micros).array());
            return micros / MICROS;
        }
        return due;
    }

    /** When the last record of the lane of a key is due, in microseconds. */
    private long lastDue(byte[] lane) {
        byte @Nullable [] last = store.get(Bytes.wrap(lane));
        return last == null ? 0 : ByteBuffer.wrap(last).getLong();
    }

    private static byte[] keyLane(Hold.Clock clock, byte[] recordKey) {
        return ByteBuffer.allocate(2 + recordKey.length)
                .put(LAST)
                .put(HeldRecord.letterOf(clock))
                .put(recordKey)
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
