package dev.gregor.injection;

import dev.gregor.decision.Injector;
import dev.gregor.record.RecordCounts;
import dev.gregor.record.SkipReason;
import dev.gregor.store.WriteBehindStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Counts what the injector decides and the hold store keeps, exactly once, and tells the metrics of it. */
final class CountKeeper implements Injector.Counter {
    private final WriteBehindStore<ExperimentCounts> store;
    private final String partition;
    private final Telemetry telemetry;
    private final LongSupplier clock;
    private final Map<String, Kept> kept = new HashMap<>();
    private final List<Kept> unsent = new ArrayList<>();

    /** The counts of one experiment in their place, so that a record costs one look for it. */
    private static final class Kept {
        private final String experiment;
        private final WriteBehindStore.Entry<ExperimentCounts> entry;
        private boolean isUnsent;
        private long untold;

        Kept(String experiment, WriteBehindStore.Entry<ExperimentCounts> entry) {
            this.experiment = experiment;
            this.entry = entry;
        }
    }

    /**
     * Goes on counting where the store stopped.
     *
     * @param partition the raw partition, written {@code topic-partition}
     * @param clock the wall clock in epoch milliseconds
     */
    CountKeeper(WriteBehindStore<ExperimentCounts> store, String partition, Telemetry telemetry, LongSupplier clock) {
        this.store = store;
        this.partition = partition;
        this.telemetry = telemetry;
        this.clock = clock;
        // What was counted just before the task moved or crashed may not have been told.
        store.keys().forEach(this::of);
    }

    @Override
    public void seen(String experiment) {
        Kept each = changed(experiment);
        each.entry.state().seen();
        each.untold++;
    }

    @Override
    public void selected(String experiment) {
        of(experiment).selected();
        telemetry.selected(experiment);
    }

    @Override
    public void injected(String experiment, String fault) {
        of(experiment).injected(fault, clock.getAsLong());
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

    /** Takes note of which experiments mutate from now on: a halt is acknowledged by the counts. */
    void running(Set<String> experiments) {
        for (String known : store.keys()) {
            boolean isStopped = !experiments.contains(known);
            if (isStopped != store.get(known).isStopped()) {
                of(known).stopped(isStopped ? clock.getAsLong() : null);
            }
        }
    }

    /** A record was let go because its experiment is off. */
    void letGo(String experiment) {
        of(experiment).released();
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
        unsent.forEach(each -> {
            each.isUnsent = false;
            tellSeen(each);
            RecordCounts counts = each.entry.state().toEvent(partition);
            telemetry.held(each.experiment, partition, counts.held());
            target.accept(counts);
        });
        unsent.clear();
    }

    /** Nothing is counted any more. */
    void close() {
        kept.values().forEach(this::tellSeen);
        telemetry.gone(partition);
    }

    private void tellSeen(Kept each) {
        telemetry.seen(each.experiment, each.untold);
        each.untold = 0;
    }

    private ExperimentCounts of(String experiment) {
        return changed(experiment).entry.state();
    }

    private Kept changed(String experiment) {
        Kept each = kept.get(experiment);
        if (each == null) {
            each = new Kept(experiment, store.entry(experiment));
            kept.put(experiment, each);
        }
        if (!each.isUnsent) {
            each.isUnsent = true;
            unsent.add(each);
        }
        each.entry.markDirty();
        return each;
    }
}
