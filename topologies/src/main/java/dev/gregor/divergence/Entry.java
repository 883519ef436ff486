package dev.gregor.divergence;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is known of one pair id. */
sealed interface Entry {

    /**
     * The pair is decided: paired, missing or orphan. It is remembered for a while, to tell duplicates and late outputs.
     *
     * @param timestamp the event time that it was counted for: that of the control output where there is one
     * @param hitBy the experiment that the record was counted for as hit; null for none
     * @param isAgain whether the treatment output has come more than once
     */
    record Closed(
            long timestamp,
            boolean control,
            boolean treatment,
            @Nullable String hitBy,
            boolean isAgain) implements Entry {

        static Closed lone(Reading only, @Nullable String hitBy, boolean isAgain) {
            boolean isControl = only.side() == Side.CONTROL;
            return new Closed(only.timestamp(), isControl, !isControl, hitBy, isAgain);
        }

        boolean has(Side side) {
            return side == Side.CONTROL ? control : treatment;
        }

        /** With a late output of this side: what was counted as missing or orphan stays so, and never comes again. */
        Closed with(Side side) {
            return new Closed(
                    timestamp, control || side == Side.CONTROL, treatment || side == Side.TREATMENT, hitBy, true);
        }

        Closed hitBy(String experiment) {
            return new Closed(timestamp, control, treatment, experiment, isAgain);
        }

        Closed again() {
            return new Closed(timestamp, control, treatment, hitBy, true);
        }
    }

    /** Something is still awaited. */
    sealed interface Open extends Entry {
        /** What it waits for, and so in which order. */
        Awaiting awaiting();

        /** The id of its comparison. */
        long comparison();

        /** The pair id. */
        byte[] id();

        /** The time that it waits in the order of, in epoch milliseconds: event time where outputs are awaited, else {@link #since}. */
        long at();

        /** Since when it waits, by the wall clock in epoch milliseconds. */
        long since();

        default byte[] toBytes() {
            return BinarySerde.toBytes(this, Entry::write);
        }

        static Open fromBytes(byte[] bytes) {
            return BinarySerde.fromBytes(bytes, Entry::read);
        }
    }

    /**
     * The ledger has told of the record, and none of its outputs has come.
     *
     * @param experiment the experiment that hit the record
     */
    record Marked(byte[] id, long comparison, String experiment, long since) implements Open {
        @Override
        public Awaiting awaiting() {
            return Awaiting.ANY_OUTPUT;
        }

        @Override
        public long at() {
            return since;
        }
    }

    /**
     * One output has come and waits for the other.
     *
     * @param mark the experiment that hit the record, by the ledger; null as long as it has not told
     * @param isAgain whether it is a treatment output that has come more than once
     */
    record Waiting(byte[] id, Reading reading, @Nullable String mark, boolean isAgain, long since) implements Open {
        @Override
        public Awaiting awaiting() {
            return reading.side() == Side.CONTROL ? Awaiting.TREATMENT : Awaiting.CONTROL;
        }

        @Override
        public long comparison() {
            return reading.comparison();
        }

        @Override
        public long at() {
            return reading.timestamp();
        }

        Waiting markedBy(String experiment) {
            return new Waiting(id, reading, experiment, isAgain, since);
        }

        Waiting again() {
            return new Waiting(id, reading, mark, true, since);
        }
    }

    /**
     * Both outputs have come, and whether the record was hit is still to be told by the ledger.
     *
     * @param isAgain whether the treatment output has come more than once
     */
    record Undecided(byte[] id, Reading control, Reading treatment, boolean isAgain, long since) implements Open {
        @Override
        public Awaiting awaiting() {
            return Awaiting.LEDGER;
        }

        @Override
        public long comparison() {
            return control.comparison();
        }

        @Override
        public long at() {
            return control.timestamp();
        }

        Undecided again() {
            return new Undecided(id, control, treatment, true, since);
        }
    }

    /**
     * A decided pair waits for its true values.
     *
     * @param hitBy the experiment that hit its record; null for none
     */
    record Unlabelled(
            byte[] id,
            Reading control,
            Reading treatment,
            @Nullable String hitBy,
            long since) implements Open {
        @Override
        public Awaiting awaiting() {
            return Awaiting.TRUTH;
        }

        @Override
        public long comparison() {
            return control.comparison();
        }

        @Override
        public long at() {
            return since;
        }
    }

    /** True values wait for their pair to be decided. */
    record Label(byte[] id, long comparison, Values values, long since) implements Open {
        @Override
        public Awaiting awaiting() {
            return Awaiting.PAIR;
        }

        @Override
        public long at() {
            return since;
        }
    }

    private static void write(Open entry, DataOutputStream out) throws IOException {
        out.writeByte(entry.awaiting().code());
        BinarySerde.writeBytes(out, entry.id());
        out.writeLong(entry.since());
        if (entry instanceof Marked marked) {
            out.writeLong(marked.comparison());
            out.writeUTF(marked.experiment());
        } else if (entry instanceof Waiting waiting) {
            waiting.reading().write(out);
            BinarySerde.writeName(out, waiting.mark());
            out.writeBoolean(waiting.isAgain());
        } else if (entry instanceof Undecided undecided) {
            undecided.control().write(out);
            undecided.treatment().write(out);
            out.writeBoolean(undecided.isAgain());
        } else if (entry instanceof Unlabelled unlabelled) {
            unlabelled.control().write(out);
            unlabelled.treatment().write(out);
            BinarySerde.writeName(out, unlabelled.hitBy());
        } else if (entry instanceof Label label) {
            out.writeLong(label.comparison());
            label.values().write(out);
        }
    }

    private static Open read(DataInputStream in) throws IOException {
        Awaiting awaiting = Awaiting.of(in.readByte());
        byte[] id = BinarySerde.readBytes(in);
        long since = in.readLong();
        return switch (awaiting) {
            case ANY_OUTPUT -> new Marked(id, in.readLong(), in.readUTF(), since);
            case CONTROL, TREATMENT ->
                new Waiting(id, Reading.read(in), BinarySerde.readName(in), in.readBoolean(), since);
            case LEDGER -> new Undecided(id, Reading.read(in), Reading.read(in), in.readBoolean(), since);
            case TRUTH -> new Unlabelled(id, Reading.read(in), Reading.read(in), BinarySerde.readName(in), since);
            case PAIR -> new Label(id, in.readLong(), Values.read(in), since);
        };
    }
}
