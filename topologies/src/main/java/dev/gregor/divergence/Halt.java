package dev.gregor.divergence;

import dev.gregor.store.StateCodec;
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
    static final StateCodec<Halt> CODEC = new StateCodec<>() {
        @Override
        public Halt newEmpty(String key) {
            throw new IllegalStateException(key + " is not halted");
        }

        @Override
        public byte[] toBytes(Halt halt) {
            return BinarySerde.toBytes(halt, (each, out) -> {
                BinarySerde.writeName(out, each.output());
                out.writeUTF(each.measure());
                BinarySerde.writeText(out, each.reason());
                out.writeLong(each.crossed());
            });
        }

        @Override
        public Halt fromBytes(String key, byte[] bytes) {
            return BinarySerde.fromBytes(
                    bytes,
                    in -> new Halt(BinarySerde.readName(in), in.readUTF(), BinarySerde.readText(in), in.readLong()));
        }
    };
}
