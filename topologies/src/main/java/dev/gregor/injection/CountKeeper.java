package dev.gregor.injection;

import dev.gregor.record.RecordCounts;
import dev.gregor.record.SkipReason;
import dev.gregor.store.WriteBehindStore;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Counts what the injector decides, exactly once, and tells the metrics of it. */
final class CountKeeper implements Injector.Counter {
    private final WriteBehindStore<ExperimentCounts> store;
    private final Injector.Counter metrics;
    private final Set<String> unsent = new LinkedHashSet<>();

    CountKeeper(WriteBehindStore<ExperimentCounts> store, Injector.Counter metrics) {
        this.store = store;
        this.metrics = metrics;
        // What was counted just before the task moved or crashed may not have been told.
        unsent.addAll(store.keys());
    }

    @Override
    public void seen(String experiment) {
        of(experiment).seen();
        metrics.seen(experiment);
    }

    @Override
    public void selected(String experiment) {
        of(experiment).selected();
        metrics.selected(experiment);
    }

    @Override
    public void injected(String experiment, String fault) {
        of(experiment).injected(fault);
        metrics.injected(experiment, fault);
    }

    @Override
    public long injected(String experiment) {
        return store.get(experiment).injected();
    }

    @Override
    public void skipped(String experiment, SkipReason reason) {
        of(experiment).skipped(reason);
        metrics.skipped(experiment, reason);
    }

    /** Hands out the counts that changed since the last time. */
    void sendChanged(String partition, Consumer<RecordCounts> target) {
        unsent.forEach(experiment -> target.accept(store.get(experiment).toEvent(partition)));
        unsent.clear();
    }

    private ExperimentCounts of(String experiment) {
        unsent.add(experiment);
        store.markDirty(experiment);
        return store.get(experiment);
    }
}
