package dev.gregor.divergence;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
 * @param values what was found, by slot; a slot without a usable value is not there
 */
record Reading(
        long comparison,
        Side side,
        int partition,
        long timestamp,
        long arrival,
        boolean identified,
        @Nullable String hitBy,
        Map<Long, OutputValue> values)
        implements Arrival {

    Optional<OutputValue> value(Slot slot) {
        return Optional.ofNullable(values.get(slot.id()));
    }

    /** Whether the experiment finds all its outputs in it. */
    boolean isValidFor(Measured experiment) {
        return experiment.slots().values().stream().allMatch(slot -> values.containsKey(slot.id()));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(comparison);
        out.writeByte(side.code());
        out.writeInt(partition);
        out.writeLong(timestamp);
        out.writeLong(arrival);
        out.writeBoolean(identified);
        out.writeBoolean(hitBy != null);
        if (hitBy != null) {
            out.writeUTF(hitBy);
        }
        out.writeShort(values.size());
        for (Map.Entry<Long, OutputValue> entry : values.entrySet()) {
            out.writeLong(entry.getKey());
            writeValue(out, entry.getValue());
        }
    }

    static Reading read(DataInputStream in) throws IOException {
        long comparison = in.readLong();
        Side side = Side.of(in.readByte());
        int partition = in.readInt();
        long timestamp = in.readLong();
        long arrival = in.readLong();
        boolean identified = in.readBoolean();
        String hitBy = in.readBoolean() ? in.readUTF() : null;
        int size = in.readShort();
        Map<Long, OutputValue> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            values.put(in.readLong(), readValue(in));
        }
        return new Reading(comparison, side, partition, timestamp, arrival, identified, hitBy, values);
    }

    private static void writeValue(DataOutputStream out, OutputValue value) throws IOException {
        if (value instanceof OutputValue.Quantity quantity) {
            out.writeByte('q');
            out.writeDouble(quantity.value());
        } else if (value instanceof OutputValue.Label label) {
            out.writeByte('l');
            BinarySerde.writeText(out, label.text());
        }
    }

    private static OutputValue readValue(DataInputStream in) throws IOException {
        return in.readByte() == 'q'
                ? new OutputValue.Quantity(in.readDouble())
                : new OutputValue.Label(BinarySerde.readText(in));
    }
}
