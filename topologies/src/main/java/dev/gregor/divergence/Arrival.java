package dev.gregor.divergence;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What comes to the pairing under a pair id: an output that was read, the word of the ledger on its record, or its true values. */
sealed interface Arrival permits Reading, Mark, Told {
    /** The id of the comparison that it came for. */
    long comparison();

    /** Writes it for {@link #read}. */
    static void write(Arrival arrival, DataOutputStream out) throws IOException {
        if (arrival instanceof Reading reading) {
            out.writeByte('r');
            reading.write(out);
        } else if (arrival instanceof Mark mark) {
            out.writeByte('m');
            out.writeLong(mark.comparison());
            out.writeUTF(mark.experiment());
        } else if (arrival instanceof Told told) {
            out.writeByte('t');
            out.writeLong(told.comparison());
            out.writeLong(told.timestamp());
            told.values().write(out);
        }
    }

    /** What {@link #write} has written. */
    static Arrival read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 'r' -> Reading.read(in);
            case 'm' -> new Mark(in.readLong(), in.readUTF());
            case 't' -> new Told(in.readLong(), in.readLong(), Values.read(in));
            default -> throw new IllegalStateException("An arrival of the unknown kind " + kind);
        };
    }
}
