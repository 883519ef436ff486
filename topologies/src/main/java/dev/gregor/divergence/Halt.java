package dev.gregor.divergence;

import dev.gregor.store.StateCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * That a guardrail was crossed, so that the experiment is halted.
 *
 * @param output the guarded output; null where the measure is of whole records
 * @param measure the word of the guarded measure; where no guardrail was crossed, who asked for the halt
 * @param reason what was seen, as a sentence without a stop
 * @param crossed when the crossing was seen, by the wall clock in epoch milliseconds
 */
record Halt(@Nullable String output, String measure, String reason, long crossed) {

    /** Keeps the halts by experiment; one that is not halted is not there. */
    static final StateCodec<Halt> CODEC = StateCodec.of(
            key -> {
                throw new IllegalStateException(key + " is not halted");
            },
            halt -> BinarySerde.toBytes(halt, Halt::write),
            bytes -> BinarySerde.fromBytes(bytes, Halt::read));

    void write(DataOutputStream out) throws IOException {
        BinarySerde.writeName(out, output);
        out.writeUTF(measure);
        BinarySerde.writeText(out, reason);
        out.writeLong(crossed);
    }

    static Halt read(DataInputStream in) throws IOException {
        return new Halt(BinarySerde.readName(in), in.readUTF(), BinarySerde.readText(in), in.readLong());
    }
}
