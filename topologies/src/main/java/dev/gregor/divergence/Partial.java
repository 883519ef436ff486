package dev.gregor.divergence;

import dev.gregor.record.RecordCounts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * What one part of the work knows of an experiment, as a snapshot that replaces the part's earlier ones. Its key is the
 * experiment. Merging is idempotent, therefore: a snapshot may be sent again at any time.
 */
sealed interface Partial extends Found {
    Serde<Partial> SERDE = BinarySerde.of(Partial::write, Partial::read);

    /** A tally of the pairs of one pairing task, as bytes that the experiment can read. */
    record OfPairs(int task, TallyKey key, byte[] tally) implements Partial {}

    /**
     * The outcomes of one pairing task.
     *
     * @param reached the event time up to which this task has decided all pairs, in epoch milliseconds, or {@link Progress#UNKNOWN}
     * @param isSettled whether nothing waits and both sides are silent
     */
    record OfOutcomes(int task, OutcomeCounts counts, long reached, boolean isSettled) implements Partial {}

    /** The counts of the injection on one partition. */
    record OfRecords(RecordCounts counts) implements Partial {}

    /** Somebody has halted the experiment, or, where there is no halt, taken that back. */
    record OfHalt(@Nullable Halt halt) implements Partial {}

    private static void write(Partial partial, DataOutputStream out) throws IOException {
        if (partial instanceof OfPairs pairs) {
            out.writeByte('p');
            out.writeInt(pairs.task());
            BinarySerde.writeText(out, pairs.key().text());
            BinarySerde.writeBytes(out, pairs.tally());
        } else if (partial instanceof OfOutcomes outcomes) {
            out.writeByte('o');
            write(outcomes, out);
        } else if (partial instanceof OfRecords records) {
            out.writeByte('r');
            BinarySerde.writeBytes(out, records.counts().toJson());
        } else if (partial instanceof OfHalt control) {
            out.writeByte('h');
            BinarySerde.writeBytes(out, control.halt() == null ? new byte[0] : Halt.CODEC.toBytes(control.halt()));
        }
    }

    private static Partial read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 'p' -> new OfPairs(in.readInt(), TallyKey.parse(BinarySerde.readText(in)), BinarySerde.readBytes(in));
            case 'o' -> readOutcomes(in);
            case 'r' -> new OfRecords(RecordCounts.fromJson(BinarySerde.readBytes(in)));
            case 'h' -> {
                byte[] halt = BinarySerde.readBytes(in);
                yield new OfHalt(halt.length == 0 ? null : Halt.CODEC.fromBytes("", halt));
            }
            default -> throw new IllegalStateException("A partial of the unknown kind " + kind);
        };
    }

    static void write(OfOutcomes outcomes, DataOutputStream out) throws IOException {
        out.writeInt(outcomes.task());
        outcomes.counts().write(out);
        out.writeLong(outcomes.reached());
        out.writeBoolean(outcomes.isSettled());
    }

    static OfOutcomes readOutcomes(DataInputStream in) throws IOException {
        return new OfOutcomes(in.readInt(), OutcomeCounts.read(in), in.readLong(), in.readBoolean());
    }
}
