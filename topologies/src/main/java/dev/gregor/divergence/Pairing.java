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
final class Pairing extends ContextualProcessor<byte[], Reading, String, Partial> {
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
            Attribution attribution,
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
                new Attribution(outcomes, tallies),
                new WatchedClock(context.currentSystemTimeMs()),
                context.currentSystemTimeMs());
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::punctuate);
    }

    @Override
    public void process(Record<byte[], Reading> record) {
        Reading reading = record.value();
        Comparison comparison = current.get().byId(reading.comparison());
        if (comparison == null) {
            return;
        }
        progress(comparison)
                .heard(
                        reading.side(),
                        reading.partition(),
                        // An event time in the future is a mistake, and would carry the watermark past all that is to
                        // come.
                        Math.min(reading.timestamp(), context().currentSystemTimeMs()),
                        watched(),
                        comparison.patience().toMillis());
        if (reading.identified()) {
            join(comparison, record.key(), reading);
        } else {
            work().attribution().surplus(comparison, reading, Outcome.UNIDENTIFIED);
        }
    }

    private void join(Comparison comparison, byte[] id, Reading reading) {
        PairStore pairs = work().pairs();
        Attribution attribution = work().attribution();
        Entry entry = pairs.find(comparison.id(), id);
        if (entry == null) {
            pairs.await(id, reading, watched());
        } else if (entry instanceof Entry.Waiting waiting) {
            Reading first = waiting.reading();
            if (first.side() == reading.side()) {
                attribution.surplus(comparison, reading, Outcome.DUPLICATE);
                return;
            }
            boolean isControlFirst = first.side() == Side.CONTROL;
            attribution.paired(comparison, isControlFirst ? first : reading, isControlFirst ? reading : first);
            pairs.close(id, first, new Entry.Closed(first.timestamp(), true, true));
        } else if (entry instanceof Entry.Closed closed) {
            boolean isDuplicate = closed.has(reading.side());
            attribution.surplus(comparison, reading, isDuplicate ? Outcome.DUPLICATE : Outcome.LATE);
            if (!isDuplicate) {
                pairs.remember(comparison.id(), id, closed.with(reading.side()));
            }
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
                            (id, only) -> work().attribution().unmatched(comparison, only));
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
