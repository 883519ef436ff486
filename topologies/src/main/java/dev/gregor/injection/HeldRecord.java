package dev.gregor.injection;

import dev.gregor.fault.Hold;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that is held back, with the experiment that holds it.
 *
 * @param state what is to be done to it when it is due
 * @param lane which of those held earlier it must not overtake
 * @param isByKey whether its partition follows from its key
 * @param offset that of the raw record
 * @param timestamp event time in epoch milliseconds
 */
record HeldRecord(
        String experiment,
        State state,
        Hold.Lane lane,
        boolean isByKey,
        long offset,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers,
        long timestamp) {

    /** What a held record still needs. */
    enum State {
        /** Nothing: it goes out as it is. */
        TREATED,
        /** It is the raw record, to be treated together with others of its block. */
        GATHERED,
        /** As gathered, for an experiment in shadow mode: the record itself has gone out already. */
        SHADOWED
    }

    /** A record that waits behind others, as any record does, and that no experiment holds. */
    static HeldRecord ofNobody(
            boolean isByKey,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            long timestamp) {
        return new HeldRecord("", State.TREATED, Hold.Lane.NONE, isByKey, offset, key, value, headers, timestamp);
    }

    /** Whether no experiment holds it. */
    boolean isNobodys() {
        return experiment.isEmpty();
    }

    byte[] toBytes() {
        Header[] all = headers.toArray();
        byte[][] names = new byte[all.length][];
        byte[] name = experiment.getBytes(StandardCharsets.UTF_8);
        int size = 3 + 2 * Long.BYTES + Integer.BYTES + size(name) + size(key) + size(value);
        for (int i = 0; i < all.length; i++) {
            names[i] = all[i].key().getBytes(StandardCharsets.UTF_8);
            size += size(names[i]) + size(all[i].value());
        }
        ByteBuffer out = ByteBuffer.allocate(size)
                .put(letterOf(state))
                .put(letterOf(lane))
                .put((byte) (isByKey ? 1 : 0))
                .putLong(offset)
                .putLong(timestamp);
        write(out, name);
        write(out, key);
        write(out, value);
        out.putInt(all.length);
        for (int i = 0; i < all.length; i++) {
            write(out, names[i]);
            write(out, all[i].value());
        }
        return out.array();
    }

    static HeldRecord fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        State state = ofLetter(State.values(), in.get());
        Hold.Lane lane = ofLetter(Hold.Lane.values(), in.get());
        boolean isByKey = in.get() == 1;
        long offset = in.getLong();
        long timestamp = in.getLong();
        String experiment = text(in);
        byte[] key = read(in);
        byte[] value = read(in);
        Headers headers = new RecordHeaders();
        for (int left = in.getInt(); left > 0; left--) {
            headers.add(text(in), read(in));
        }
        return new HeldRecord(experiment, state, lane, isByKey, offset, key, value, headers, timestamp);
    }

    /** What a constant is kept as: the first letter of its name, which no other constant of its kind has. */
    static byte letterOf(Enum<?> constant) {
        return (byte) constant.name().charAt(0);
    }

    static <E extends Enum<E>> E ofLetter(E[] constants, byte letter) {
        for (E constant : constants) {
            if (letterOf(constant) == letter) {
                return constant;
            }
        }
        throw new IllegalStateException("The hold store has an entry that no Gregor wrote: '" + (char) letter + "'");
    }

    private static int size(byte @Nullable [] bytes) {
        return Integer.BYTES + (bytes == null ? 0 : bytes.length);
    }

    private static void write(ByteBuffer out, byte @Nullable [] bytes) {
        out.putInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.put(bytes);
        }
    }

    private static byte @Nullable [] read(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = read(in);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
