package dev.gregor.divergence;

import dev.gregor.store.StateCodec;
import org.jspecify.annotations.Nullable;

/** A tally in a store: bytes until somebody asks for it, since only an experiment knows how to read its tallies. */
final class KeptTally {
    static final StateCodec<KeptTally> CODEC =
            StateCodec.of(key -> new KeptTally(new byte[0]), KeptTally::toBytes, KeptTally::new);

    private byte[] bytes;
    private @Nullable Tally tally;

    KeptTally(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The tally, as the experiment is declared now. */
    Tally under(Measured experiment, TallyKey key) {
        Tally known = tally;
        if (known == null) {
            known = bytes.length == 0 ? Tally.empty(experiment, key) : Tally.fromBytes(experiment, key, bytes);
        } else if (!known.isOf(experiment)) {
            known = Tally.fromBytes(experiment, key, known.toBytes());
        }
        tally = known;
        return known;
    }

    /** The tally, as the experiment is declared now, to look at once: it is not kept, and may not be added to. */
    Tally once(Measured experiment, TallyKey key) {
        return bytes.length == 0 ? Tally.empty(experiment, key) : Tally.fromBytes(experiment, key, bytes);
    }

    /** Becomes bytes again, which take a tenth of the room. */
    void fold() {
        bytes = toBytes();
        tally = null;
    }

    byte[] toBytes() {
        return tally == null ? bytes : tally.toBytes();
    }
}
