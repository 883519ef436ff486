package dev.gregor.divergence;

import dev.gregor.store.StateCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What one pairing task keeps of an experiment beside its tallies: how often each outcome came about, and how far event time had come. By that
 * a task knows after a restart how far it was, though it may hear of no output any more.
 */
final class Standing {
    /** Keeps it, whatever its key. */
    static final StateCodec<Standing> CODEC = StateCodec.of(
            key -> new Standing(new OutcomeCounts(), Progress.UNKNOWN),
            standing -> BinarySerde.toBytes(standing, Standing::write),
            bytes -> BinarySerde.fromBytes(bytes, Standing::read));

    private final OutcomeCounts counts;
    private long watermark;

    private Standing(OutcomeCounts counts, long watermark) {
        this.counts = counts;
        this.watermark = watermark;
    }

    OutcomeCounts counts() {
        return counts;
    }

    /**
     * Takes note of how far event time has come, and says whether that is further than ever.
     *
     * @param newWatermark as {@link Progress#watermark(long, long)} tells it
     */
    boolean reached(long newWatermark) {
        boolean isFurther = newWatermark > watermark;
        if (isFurther) {
            watermark = newWatermark;
        }
        return isFurther;
    }

    /**
     * The event time up to which all pairs are decided once nothing waits and both sides are silent.
     *
     * @param grace in milliseconds, by which outputs may still come late
     * @return epoch milliseconds, or {@link Progress#UNKNOWN} if that was never known
     */
    long settled(long grace) {
        return watermark == Progress.UNKNOWN ? Progress.UNKNOWN : watermark - grace;
    }

    private void write(DataOutputStream out) throws IOException {
        counts.write(out);
        out.writeLong(watermark);
    }

    private static Standing read(DataInputStream in) throws IOException {
        return new Standing(OutcomeCounts.read(in), in.readLong());
    }
}
