package dev.gregor.divergence;

import dev.gregor.measure.OutputValue;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What was found in one output, by the id of its {@link Slot}. A slot without a usable value is not there. */
final class Values {
    static final Values NONE = new Values(new long[0], new OutputValue[0]);

    private final long[] slots;
    private final OutputValue[] values;

    private Values(long[] slots, OutputValue[] values) {
        this.slots = slots;
        this.values = values;
    }

    /** Values as they are found. */
    static final class Found {
        private final long[] slots;
        private final OutputValue[] values;
        private int size;

        /** @param most how many there may be */
        Found(int most) {
            slots = new long[most];
            values = new OutputValue[most];
        }

        /** Adds a value; each slot has one at the most. */
        Found add(long slot, OutputValue value) {
            slots[size] = slot;
            values[size++] = value;
            return this;
        }

        /** All that were added, after which nothing may be. */
        Values values() {
            return size == slots.length
                    ? new Values(slots, values)
                    : new Values(Arrays.copyOf(slots, size), Arrays.copyOf(values, size));
        }
    }

    @Nullable
    OutputValue get(long slot) {
        // a handful at the most: looking at each is faster than any map
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == slot) {
                return values[i];
            }
        }
        return null;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeShort(slots.length);
        for (int i = 0; i < slots.length; i++) {
            out.writeLong(slots[i]);
            values[i].write(out);
        }
    }

    static Values read(DataInputStream in) throws IOException {
        long[] slots = new long[in.readShort()];
        OutputValue[] values = new OutputValue[slots.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = in.readLong();
            values[i] = OutputValue.read(in);
        }
        return new Values(slots, values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Values that && Arrays.equals(slots, that.slots) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(slots) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
