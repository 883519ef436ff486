package dev.gregor.injection;

import dev.gregor.record.RecordCounts;
import dev.gregor.record.SkipReason;
import dev.gregor.store.StateCodec;
import java.util.HashMap;
import java.util.Map;

/** What was counted for one experiment on one partition so far. */
final class ExperimentCounts {
    private final String experiment;
    private final Map<String, Long> injected;
    private final Map<String, Long> skipped;
    private long seen;
    private long selected;

    private ExperimentCounts(
            String experiment, long seen, long selected, Map<String, Long> injected, Map<String, Long> skipped) {
        this.experiment = experiment;
        this.seen = seen;
        this.selected = selected;
        this.injected = new HashMap<>(injected);
        this.skipped = new HashMap<>(skipped);
    }

    void seen() {
        seen++;
    }

    void selected() {
        selected++;
    }

    void injected(String fault) {
        injected.merge(fault, 1L, Long::sum);
    }

    /** How many faults were injected, of all kinds together. */
    long injected() {
        return injected.values().stream().mapToLong(Long::longValue).sum();
    }

    void skipped(SkipReason reason) {
        skipped.merge(reason.word(), 1L, Long::sum);
    }

    /**
     * The counts as an event.
     *
     * @param partition the raw partition, written {@code topic-partition}
     */
    RecordCounts toEvent(String partition) {
        return new RecordCounts(experiment, partition, seen, selected, injected, skipped);
    }

    /** How counts are kept: as their own event. */
    static final class Codec implements StateCodec<ExperimentCounts> {
        @Override
        public ExperimentCounts newEmpty(String experiment) {
            return new ExperimentCounts(experiment, 0, 0, Map.of(), Map.of());
        }

        @Override
        public byte[] toBytes(ExperimentCounts counts) {
            return counts.toEvent("").toJson();
        }

        @Override
        public ExperimentCounts fromBytes(String experiment, byte[] bytes) {
            RecordCounts kept = RecordCounts.fromJson(bytes);
            return new ExperimentCounts(experiment, kept.seen(), kept.selected(), kept.injected(), kept.skipped());
        }
    }
}
