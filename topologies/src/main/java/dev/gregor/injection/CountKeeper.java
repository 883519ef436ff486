package dev.gregor.injection;

import dev.gregor.decision.Injector;
import dev.gregor.record.RecordCounts;
import dev.gregor.record.SkipReason;
import dev.gregor.store.WriteBehindStore;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Counts what the injector decides and the hold store keeps, exactly once, and tells the metrics of it. */
final class CountKeeper implements Injector.Counter {
    private final WriteBehindStore<ExperimentCounts> store;
    private final String partition;
    private final Telemetry telemetry;
    private final Set<String> unsent = new LinkedHashSet<>();

    /**
     * Goes on counting where the store stopped.
     *
     * @param partition the raw partition, written {@code topic-partition}
     */
    CountKeeper(WriteBehindStore<ExperimentCounts> store, String partition, Telemetry telemetry) {
        this.store = store;
        this.partition = partition;
        this.telemetry = telemetry;
        // What was counted just before the task moved or crashed may not have been told.
        unsent.addAll(store.keys());
    }

    @Override
    public void seen(String experiment) {
        of(experiment).seen();
        telemetry.seen(experiment);
    }

    @Override
    public void selected(String experiment) {
        of(experiment).selected();
        telemetry.selected(experiment);
    }

    @Override
    public void injected(String experiment, String fault) {
        of(experiment).injected(fault);
        telemetry.injected(experiment, fault);
    }

    @Override
    public long injected(String experiment) {
        return store.get(experiment).injected();
    }

    @Override
    public void skipped(String experiment, SkipReason reason) {
        of(experiment).skipped(reason);
        telemetry.skipped(experiment, reason);
    }

    /** So many records more are held back, or fewer if it is negative. */
    void held(String experiment, int more) {
        of(experiment).held(more);
    }

    /** A record was released by the wall clock, so many milliseconds after it was due. */
    void released(String experiment, long lateByMillis) {
        telemetry.released(experiment, lateByMillis);
    }

    /** Hands out the counts that changed since the last time. */
    void sendChanged(Consumer<RecordCounts> target) {
        unsent.forEach(experiment -> {
            RecordCounts counts = store.get(experiment).toEvent(partition);
            telemetry.held(experiment, partition, counts.held());
            target.accept(counts);
        });
        unsent.clear();
    }

    private ExperimentCounts of(String experiment) {
        unsent.add(experiment);
        store.markDirty(experiment);
        return store.get(experiment);
    }
}
