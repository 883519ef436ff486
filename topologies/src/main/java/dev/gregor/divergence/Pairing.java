package dev.gregor.divergence;

import dev.gregor.store.WriteBehindStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Second step: joins the outputs of both sides by pair id, decides what becomes of each, and sends on what its task knows of each
 * experiment whenever that has changed.
 */
final class Pairing extends ContextualProcessor<byte[], Arrival, String, Partial> {
    static final String TALLIES = "tallies";
    static final String OUTCOMES = "outcomes";
    static final Duration INTERVAL = Duration.ofMillis(250);

    private final CurrentComparisons current;
    private final Map<Long, Progress> progress = new HashMap<>();
    private final Set<Long> abandoned = new HashSet<>();
    private final Map<String, Partial.OfOutcomes> sent = new HashMap<>();
    private @Nullable Comparisons checked;
    private @Nullable Work work;

    /** What this task works on; it is there once the task is. */
    private record Work(
            PairStore pairs,
            Expiry expiry,
            Tallies tallies,
            WriteBehindStore<OutcomeCounts> outcomes,
            Joining joining,
            WatchedClock clock,
            long startedAt) {}

    Pairing(CurrentComparisons current) {
        this.current = current;
    }

    @Override
    public void init(ProcessorContext<String, Partial> context) {
        super.init(context);
        PairStore pairs = new PairStore(context.getStateStore(PairStore.NAME));
        Tallies tallies = new Tallies(context.getStateStore(TALLIES));
        WriteBehindStore<OutcomeCounts> outcomes = context.getStateStore(OUTCOMES);
        work = new Work(
                pairs,
                new Expiry(pairs),
                tallies,
                outcomes,
                new Joining(pairs, new Attribution(outcomes, tallies)),
                new WatchedClock(context.currentSystemTimeMs()),
                context.currentSystemTimeMs());
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::punctuate);
    }

    @Override
    public void process(Record<byte[], Arrival> record) {
        Arrival arrival = record.value();
        Comparison comparison = current.get().byId(arrival.comparison());
        if (comparison == null) {
            return;
        }
        if (arrival instanceof Mark mark) {
            work().joining().mark(comparison, record.key(), mark, watched());
        } else if (arrival instanceof Reading reading) {
            progress(comparison)
                    .heard(
                            reading.side(),
                            reading.partition(),
                            // An event time in the future is a mistake, and would carry the watermark past all that is
                            // to come.
                            Math.min(reading.timestamp(), context().currentSystemTimeMs()),
                            watched(),
                            comparison.patience().toMillis());
            work().joining().join(comparison, record.key(), reading, watched());
        }
    }

    private void punctuate(long now) {
        work().clock().tick(now);
        Comparisons comparisons = current.get();
        findAbandoned(comparisons);
        abandoned.forEach(work().expiry()::forgetAll);
        for (Comparison comparison : comparisons.all()) {
            Expiry.State state = work().expiry()
                    .run(
                            comparison,
                            progress(comparison),
                            watched(),
                            work().joining().decisions(comparison));
            comparison.experiments().forEach(experiment -> sendOutcomes(experiment, state, now));
        }
        work().tallies()
                .drainChanged((key, tally) -> send(
                        key.experiment(), new Partial.OfPairs(context().taskId().partition(), key, tally), now));
    }

    /** Looks for state of comparisons that no experiment asks for, after a start and after a change of the configuration. */
    private void findAbandoned(Comparisons comparisons) {
        if (checked != comparisons) {
            abandoned.clear();
            abandoned.addAll(work().pairs().comparisons());
            comparisons.all().forEach(comparison -> abandoned.remove(comparison.id()));
            checked = comparisons;
        }
    }

    private void sendOutcomes(Measured experiment, Expiry.State state, long now) {
        Partial.OfOutcomes partial = new Partial.OfOutcomes(
                context().taskId().partition(),
                work().outcomes().get(experiment.name()).copy(),
                state.reached(),
                state.isSettled());
        if (!partial.equals(sent.put(experiment.name(), partial))) {
            send(experiment.name(), partial, now);
        }
    }

    private void send(String experiment, Partial partial, long now) {
        context().forward(new Record<>(experiment, partial, now));
    }

    /** Now, by the clock that patience is measured with. */
    private long watched() {
        return work().clock().at(context().currentSystemTimeMs());
    }

    private Progress progress(Comparison comparison) {
        return progress.computeIfAbsent(comparison.id(), id -> new Progress(work().startedAt()));
    }

    private Work work() {
        return Objects.requireNonNull(work, "the task has not begun");
    }
}
