package dev.gregor.divergence;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The decided pairs of one comparison that must still be remembered, in an open table of 26 bytes a pair. They are put down in blocks, one
 * for each commit, so that a pair costs no write of its own; a block is deleted when all that is in it may be forgotten.
 */
final class ClosedPairs {
    /** How many pairs are remembered at the most; beyond that the oldest are forgotten early. */
    static final int MOST = 500_000;

    private static final int SMALLEST = 1 << 10;
    private static final int CONTROL = 1;
    private static final int TREATMENT = 2;
    private static final int AGAIN = 4;
    private static final int FIRST_NAME = 8;
    private static final long NEVER = Long.MIN_VALUE;

    /** A block on disk. */
    private record Block(long number, long latest) {}

    private long[] high = new long[SMALLEST];
    private long[] low = new long[SMALLEST];
    private long[] timestamps = new long[SMALLEST];
    private short[] notes = new short[SMALLEST];
    private int size;
    private int addedSinceSweep;
    private long forgottenBefore = NEVER;

    /** What was forgotten for want of memory stays so. */
    private long evictedBefore = NEVER;

    private final List<String> names = new ArrayList<>();
    private final List<PairKey> unwritten = new ArrayList<>();
    private final Deque<Block> blocks = new ArrayDeque<>();
    private long nextBlock;

    int size() {
        return size;
    }

    Entry.@Nullable Closed find(PairKey key) {
        int at = place(key.high(), key.low());
        return notes[at] == 0 ? null : closed(timestamps[at], notes[at]);
    }

    /** Remembers a pair, in place of what was known of it. */
    void put(PairKey key, Entry.Closed closed) {
        insert(key, closed.timestamp(), note(closed));
        unwritten.add(key);
    }

    private void insert(PairKey key, long timestamp, short note) {
        int at = place(key.high(), key.low());
        if (notes[at] == 0) {
            high[at] = key.high();
            low[at] = key.low();
            size++;
            addedSinceSweep++;
        }
        timestamps[at] = timestamp;
        notes[at] = note;
        if (size > high.length * 5 / 8) {
            grow();
        }
    }

    private void grow() {
        if (addedSinceSweep > size / 2 || size > MOST) {
            sweep();
        }
        if (size > high.length / 2) {
            rebuild(high.length * 2);
        }
    }

    /**
     * Forgets what lies before an event time. It may be an earlier one than the last: where a partition is heard of late, its pairs are
     * old and yet to be remembered.
     *
     * @param deletion is given the number of each block that may be deleted
     */
    void forget(long before, LongConsumer deletion) {
        forgottenBefore = before;
        if (addedSinceSweep > Math.max(SMALLEST, size / 2)) {
            sweep();
        }
        Iterator<Block> each = blocks.iterator();
        while (each.hasNext()) {
            Block block = each.next();
            if (block.latest() < keptFrom()) {
                deletion.accept(block.number());
                each.remove();
            }
        }
    }

    /** Whether nothing of it is on disk or in memory. */
    boolean isEmpty() {
        return size == 0 && blocks.isEmpty();
    }

    private long keptFrom() {
        return Math.max(forgottenBefore, evictedBefore);
    }

    private void sweep() {
        if (size > MOST) {
            long[] all = new long[size];
            int n = 0;
            for (int at = 0; at < notes.length; at++) {
                if (notes[at] != 0) {
                    all[n++] = timestamps[at];
                }
            }
            Arrays.sort(all);
            evictedBefore = Math.max(evictedBefore, all[n / 2]);
        }
        rebuild(high.length);
        if (size < high.length / 8 && high.length > SMALLEST) {
            rebuild(high.length / 4);
        }
        addedSinceSweep = 0;
    }

    private void rebuild(int capacity) {
        long[] oldHigh = high;
        long[] oldLow = low;
        long[] oldTimestamps = timestamps;
        short[] oldNotes = notes;
        int length = Math.max(SMALLEST, capacity);
        high = new long[length];
        low = new long[length];
        timestamps = new long[length];
        notes = new short[length];
        size = 0;
        long keptFrom = keptFrom();
        for (int i = 0; i < oldNotes.length; i++) {
            if (oldNotes[i] != 0 && oldTimestamps[i] >= keptFrom) {
                int at = place(oldHigh[i], oldLow[i]);
                high[at] = oldHigh[i];
                low[at] = oldLow[i];
                timestamps[at] = oldTimestamps[i];
                notes[at] = oldNotes[i];
                size++;
            }
        }
    }

    /** Where a key stands, or would. */
    private int place(long keyHigh, long keyLow) {
        int mask = high.length - 1;
        int at = (int) keyHigh & mask;
        while (notes[at] != 0 && (low[at] != keyLow || high[at] != keyHigh)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /** What was put since the last block, as the next one; null if that is nothing. */
    byte @Nullable [] nextBlock() {
        int length = 0;
        long latest = NEVER;
        ByteBuffer pairs = ByteBuffer.allocate(unwritten.size() * (PairKey.BYTES + Long.BYTES + Short.BYTES));
        for (PairKey key : unwritten) {
            int at = place(key.high(), key.low());
            if (notes[at] != 0) {
                key.put(pairs);
                pairs.putLong(timestamps[at]).putShort(notes[at]);
                latest = Math.max(latest, timestamps[at]);
                length++;
            }
        }
        unwritten.clear();
        if (length == 0) {
            return null;
        }
        blocks.add(new Block(nextBlock++, latest));
        byte[] written = new byte[pairs.flip().remaining()];
        pairs.get(written);
        return BinarySerde.toBytes(written, (each, out) -> {
            out.writeShort(names.size());
            for (String name : names) {
                out.writeUTF(name);
            }
            BinarySerde.writeBytes(out, each);
        });
    }

    /** The number of the block that {@link #nextBlock} gave last. */
    long lastNumber() {
        return nextBlock - 1;
    }

    /** Takes in a block that was on disk; blocks must come in the order of their numbers. */
    void restore(long number, byte[] block) {
        List<String> blockNames = new ArrayList<>();
        ByteBuffer pairs = BinarySerde.fromBytes(block, in -> {
            int count = in.readShort();
            for (int i = 0; i < count; i++) {
                blockNames.add(in.readUTF());
            }
            return ByteBuffer.wrap(BinarySerde.readBytes(in));
        });
        long latest = NEVER;
        while (pairs.hasRemaining()) {
            PairKey key = PairKey.get(pairs);
            long timestamp = pairs.getLong();
            short note = pairs.getShort();
            insert(key, timestamp, note(note % FIRST_NAME, name(note, blockNames)));
            latest = Math.max(latest, timestamp);
        }
        blocks.add(new Block(number, latest));
        nextBlock = number + 1;
    }

    private Entry.Closed closed(long timestamp, short note) {
        return new Entry.Closed(
                timestamp, (note & CONTROL) != 0, (note & TREATMENT) != 0, name(note, names), (note & AGAIN) != 0);
    }

    /** Never 0, since a decided pair has at least one side. */
    private short note(Entry.Closed closed) {
        int flags = (closed.control() ? CONTROL : 0)
                | (closed.treatment() ? TREATMENT : 0)
                | (closed.isAgain() ? AGAIN : 0);
        return note(flags, closed.hitBy());
    }

    private short note(int flags, @Nullable String hitBy) {
        return (short) (flags + (hitBy == null ? 0 : FIRST_NAME * (1 + number(hitBy))));
    }

    /** The experiment of a note; null if it is of none. */
    private static @Nullable String name(short note, List<String> names) {
        return note < FIRST_NAME ? null : names.get(note / FIRST_NAME - 1);
    }

    private int number(String name) {
        int number = names.indexOf(name);
        if (number < 0) {
            number = names.size();
            names.add(name);
        }
        return number;
    }
}
