package dev.gregor.divergence;

import dev.gregor.store.StateCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What one pairing task keeps of an experiment beside its tallies: how often each outcome came about, and the latest event time of its outputs. By that
 * a task knows after a restart how far it had come, though it may hear of no output any more.
 */
final class Standing {
    /** Keeps it, whatever its key. */
    static final StateCodec<Standing> CODEC = StateCodec.of(
            key -> new Standing(new OutcomeCounts(), Progress.UNKNOWN),
            standing -> BinarySerde.toBytes(standing, Standing::write),
            bytes -> BinarySerde.fromBytes(bytes, Standing::read));

    private final OutcomeCounts counts;
    private long latest;

    private Standing(OutcomeCounts counts, long latest) {
        this.counts = counts;
        this.latest = latest;
    }

    OutcomeCounts counts() {
        return counts;
    }

    /**
     * Takes note of an output, and says whether that is news.
     *
     * @param timestamp its event time in epoch milliseconds
     */
    boolean heard(long timestamp) {
        boolean isLater = timestamp > latest;
        if (isLater) {
            latest = timestamp;
        }
        return isLater;
    }

    /**
     * The event time up to which all pairs are decided once nothing waits and both sides are silent.
     *
     * @param grace in milliseconds, by which outputs may still come late
     * @return epoch milliseconds, or {@link Progress#UNKNOWN} if there was no output
     */
    long settled(long grace) {
        return latest == Progress.UNKNOWN ? Progress.UNKNOWN : latest - grace;
    }

    private void write(DataOutputStream out) throws IOException {
        counts.write(out);
        out.writeLong(latest);
    }

    private static Standing read(DataInputStream in) throws IOException {
        return new Standing(OutcomeCounts.read(in), in.readLong());
    }
}
