package dev.gregor.divergence;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What is known of one pair id. */
sealed interface Entry {

    /** One output has come and waits for the other. */
    record Waiting(Reading reading) implements Entry {}

    /**
     * The pair is decided: paired, missing or orphan. It is remembered for a while, to tell duplicates and late outputs.
     *
     * @param timestamp the event time of the first output, in epoch milliseconds
     */
    record Closed(long timestamp, boolean control, boolean treatment) implements Entry {
        boolean has(Side side) {
            return side == Side.CONTROL ? control : treatment;
        }

        Closed with(Side side) {
            return new Closed(timestamp, control || side == Side.CONTROL, treatment || side == Side.TREATMENT);
        }
    }

    default byte[] toBytes() {
        return BinarySerde.toBytes(this, Entry::write);
    }

    static Entry fromBytes(byte[] bytes) {
        return BinarySerde.fromBytes(bytes, Entry::read);
    }

    private static void write(Entry entry, DataOutputStream out) throws IOException {
        if (entry instanceof Waiting waiting) {
            out.writeBoolean(true);
            waiting.reading().write(out);
        } else if (entry instanceof Closed closed) {
            out.writeBoolean(false);
            out.writeLong(closed.timestamp());
            out.writeBoolean(closed.control());
            out.writeBoolean(closed.treatment());
        }
    }

    private static Entry read(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? new Waiting(Reading.read(in))
                : new Closed(in.readLong(), in.readBoolean(), in.readBoolean());
    }
}
