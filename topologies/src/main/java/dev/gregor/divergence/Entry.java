package dev.gregor.divergence;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is known of one pair id. */
sealed interface Entry {

    /**
     * The ledger has told of the record, and none of its outputs has come.
     *
     * @param experiment the experiment that hit the record
     * @param arrival when the word of the ledger came, by the wall clock in epoch milliseconds
     */
    record Marked(String experiment, long arrival) implements Entry {}

    /**
     * One output has come and waits for the other.
     *
     * @param mark the experiment that hit the record, by the ledger; null as long as it has not told
     * @param isAgain whether it is a treatment output that has come more than once
     */
    record Waiting(Reading reading, @Nullable String mark, boolean isAgain) implements Entry {}

    /**
     * Both outputs have come, and whether the record was hit is still to be told by the ledger.
     *
     * @param isAgain whether the treatment output has come more than once
     */
    record Undecided(Reading control, Reading treatment, boolean isAgain) implements Entry {}

    /**
     * The pair is decided: paired, missing or orphan. It is remembered for a while, to tell duplicates and late outputs.
     *
     * @param timestamp the event time that it is remembered under, in epoch milliseconds
     * @param countedAt the event time that it was counted for: that of the control output where there is one
     * @param hitBy the experiment that the record was counted for as hit; null for none
     * @param isAgain whether the treatment output has come more than once
     */
    record Closed(
            long timestamp,
            long countedAt,
            boolean control,
            boolean treatment,
            @Nullable String hitBy,
            boolean isAgain) implements Entry {

        static Closed lone(Reading only, @Nullable String hitBy, boolean isAgain) {
            boolean isControl = only.side() == Side.CONTROL;
            return new Closed(only.timestamp(), only.timestamp(), isControl, !isControl, hitBy, isAgain);
        }

        boolean has(Side side) {
            return side == Side.CONTROL ? control : treatment;
        }

        /** With a late output of this side: what was counted as missing or orphan stays so, and never comes again. */
        Closed with(Side side) {
            return new Closed(
                    timestamp,
                    countedAt,
                    control || side == Side.CONTROL,
                    treatment || side == Side.TREATMENT,
                    hitBy,
                    true);
        }

        Closed hitBy(String experiment) {
            return new Closed(timestamp, countedAt, control, treatment, experiment, isAgain);
        }

        Closed again() {
            return new Closed(timestamp, countedAt, control, treatment, hitBy, true);
        }
    }

    default byte[] toBytes() {
        return BinarySerde.toBytes(this, Entry::write);
    }

    static Entry fromBytes(byte[] bytes) {
        return BinarySerde.fromBytes(bytes, Entry::read);
    }

    private static void write(Entry entry, DataOutputStream out) throws IOException {
        if (entry instanceof Marked marked) {
            out.writeByte('m');
            out.writeUTF(marked.experiment());
            out.writeLong(marked.arrival());
        } else if (entry instanceof Waiting waiting) {
            out.writeByte('w');
            waiting.reading().write(out);
            writeName(out, waiting.mark());
            out.writeBoolean(waiting.isAgain());
        } else if (entry instanceof Undecided undecided) {
            out.writeByte('u');
            undecided.control().write(out);
            undecided.treatment().write(out);
            out.writeBoolean(undecided.isAgain());
        } else if (entry instanceof Closed closed) {
            out.writeByte('x');
            out.writeLong(closed.timestamp());
            out.writeLong(closed.countedAt());
            out.writeBoolean(closed.control());
            out.writeBoolean(closed.treatment());
            writeName(out, closed.hitBy());
            out.writeBoolean(closed.isAgain());
        }
    }

    private static Entry read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 'm' -> new Marked(in.readUTF(), in.readLong());
            case 'w' -> new Waiting(Reading.read(in), readName(in), in.readBoolean());
            case 'u' -> new Undecided(Reading.read(in), Reading.read(in), in.readBoolean());
            case 'x' ->
                new Closed(
                        in.readLong(),
                        in.readLong(),
                        in.readBoolean(),
                        in.readBoolean(),
                        readName(in),
                        in.readBoolean());
            default -> throw new IllegalStateException("An entry of the unknown kind " + kind);
        };
    }

    private static void writeName(DataOutputStream out, @Nullable String name) throws IOException {
        out.writeBoolean(name != null);
        if (name != null) {
            out.writeUTF(name);
        }
    }

    private static @Nullable String readName(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }
}
