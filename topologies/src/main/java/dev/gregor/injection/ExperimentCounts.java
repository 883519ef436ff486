package dev.gregor.injection;

import dev.gregor.record.RecordCounts;
import dev.gregor.record.SkipReason;
import dev.gregor.store.StateCodec;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was counted for one experiment on one partition so far. */
final class ExperimentCounts {
    private final String experiment;
    private final Map<String, Long> injected;
    private final Map<String, Long> skipped;
    private long seen;
    private long selected;
    private long held;
    private @Nullable Long lastFault;
    private @Nullable Long stopped;
    private long released;

    private ExperimentCounts(RecordCounts counts) {
        this.experiment = counts.experiment();
        this.seen = counts.seen();
        this.selected = counts.selected();
        this.injected = new HashMap<>(counts.injected());
        this.skipped = new HashMap<>(counts.skipped());
        this.held = counts.held();
        this.lastFault = counts.lastFault();
        this.stopped = counts.stopped();
        this.released = counts.released();
    }

    void seen() {
        seen++;
    }

    void selected() {
        selected++;
    }

    /** A fault was injected, at a time of the wall clock in epoch milliseconds. */
    void injected(String fault, long now) {
        injected.merge(fault, 1L, Long::sum);
        lastFault = now;
    }

    /** How many faults were injected, of all kinds together. */
    long injected() {
        return injected.values().stream().mapToLong(Long::longValue).sum();
    }

    void skipped(SkipReason reason) {
        skipped.merge(reason.word(), 1L, Long::sum);
    }

    /** So many records more are held back, or fewer if it is negative. */
    void held(int more) {
        held += more;
    }

    /** The experiment is off from a time of the wall clock on, or null if it is on. */
    void stopped(@Nullable Long since) {
        stopped = since;
    }

    boolean isStopped() {
        return stopped != null;
    }

    /** A held record was let go because the experiment is off. */
    void released() {
        released++;
    }

    /**
     * The counts as an event.
     *
     * @param partition the raw partition, written {@code topic-partition}
     */
    RecordCounts toEvent(String partition) {
        return new RecordCounts(
                experiment, partition, seen, selected, injected, skipped, held, lastFault, stopped, released);
    }

    /** How counts are kept: as their own event. */
    static final class Codec implements StateCodec<ExperimentCounts> {
        @Override
        public ExperimentCounts newEmpty(String experiment) {
            return new ExperimentCounts(new RecordCounts(experiment, "", 0, 0, Map.of(), Map.of(), 0));
        }

        @Override
        public byte[] toBytes(ExperimentCounts counts) {
            return counts.toEvent("").toJson();
        }

        @Override
        public ExperimentCounts fromBytes(String experiment, byte[] bytes) {
            return new ExperimentCounts(RecordCounts.fromJson(bytes));
        }
    }
}
