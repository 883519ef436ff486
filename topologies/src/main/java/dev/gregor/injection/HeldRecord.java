package dev.gregor.injection;

import dev.gregor.fault.Hold;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(experiment);
            out.writeByte(letterOf(state));
            out.writeByte(letterOf(lane));
            out.writeBoolean(isByKey);
            out.writeLong(offset);
            out.writeLong(timestamp);
            write(out, key);
            write(out, value);
            Header[] all = headers.toArray();
            out.writeInt(all.length);
            for (Header header : all) {
                write(out, header.key().getBytes(StandardCharsets.UTF_8));
                write(out, header.value());
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("A held record could not be written", e);
        }
    }

    static HeldRecord fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String experiment = in.readUTF();
            State state = ofLetter(State.values(), in.readByte());
            Hold.Lane lane = ofLetter(Hold.Lane.values(), in.readByte());
            boolean isByKey = in.readBoolean();
            long offset = in.readLong();
            long timestamp = in.readLong();
            byte[] key = read(in);
            byte[] value = read(in);
            Headers headers = new RecordHeaders();
            for (int left = in.readInt(); left > 0; left--) {
                String name = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                headers.add(name, read(in));
            }
            return new HeldRecord(experiment, state, lane, isByKey, offset, key, value, headers, timestamp);
        } catch (IOException e) {
            throw new UncheckedIOException("The hold store has an entry that no Gregor wrote", e);
        }
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

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }
}
