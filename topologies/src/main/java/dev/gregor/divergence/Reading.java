package dev.gregor.divergence;

import dev.gregor.measure.OutputValue;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What was read from one output: all that pairing and measuring need of it. Its key is the pair id.
 *
 * @param comparison the id of the comparison that it was read for
 * @param partition the partition of the output topic
 * @param timestamp event time in epoch milliseconds
 * @param arrival when it was read, by the wall clock in epoch milliseconds
 * @param identified whether the output has a pair id; if not, its key is where it stands
 * @param hitBy the experiment that hit its record
 * @param keyHash a hash of the output's own key, 0 without one: outputs of one key are alike
 * @param values what was found, by slot
 */
record Reading(
        long comparison,
        Side side,
        int partition,
        long timestamp,
        long arrival,
        boolean identified,
        @Nullable String hitBy,
        int keyHash,
        Values values)
        implements Arrival {

    @Nullable
    OutputValue value(Slot slot) {
        return values.get(slot.id());
    }

    /** Whether the experiment finds all its outputs in it. */
    boolean isValidFor(Measured experiment) {
        for (Measured.Compared compared : experiment.compared()) {
            if (values.get(compared.slot().id()) == null) {
                return false;
            }
        }
        return true;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(comparison);
        out.writeByte(side.code());
        out.writeInt(partition);
        out.writeLong(timestamp);
        out.writeLong(arrival);
        out.writeBoolean(identified);
        BinarySerde.writeName(out, hitBy);
        out.writeInt(keyHash);
        values.write(out);
    }

    static Reading read(DataInputStream in) throws IOException {
        return new Reading(
                in.readLong(),
                Side.of(in.readByte()),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                BinarySerde.readName(in),
                in.readInt(),
                Values.read(in));
    }
}
