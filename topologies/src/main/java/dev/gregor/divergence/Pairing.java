package dev.gregor.divergence;

import dev.gregor.store.BufferedStore;
import dev.gregor.store.WriteBehindStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Second step: joins the outputs of both sides by pair id, decides what becomes of each, and sends on what its task knows of each
 * experiment whenever that has changed.
 */
final class Pairing extends ContextualProcessor<byte[], Arrival, String, Found> {
    static final Duration INTERVAL = Duration.ofMillis(250);

    private final CurrentComparisons current;
    private final PairingStores stores;
    private final Predicate<Comparison> takes;
    private final Set<Long> unlike;
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
            WriteBehindStore<Standing> standings,
            Joining joining,
            WatchedClock clock,
            long startedAt) {}

    /**
     * A pairing step.
     *
     * @param takes which comparisons it pairs; those of the other step are nothing to it
     * @param unlike the ids of the comparisons whose topics have different numbers of partitions
     */
    Pairing(CurrentComparisons current, PairingStores stores, Predicate<Comparison> takes, Set<Long> unlike) {
        this.current = current;
        this.stores = stores;
        this.takes = takes;
        this.unlike = unlike;
    }

    @Override
    public void init(ProcessorContext<String, Found> context) {
        super.init(context);
        BufferedStore pairStore = context.getStateStore(stores.pairs());
        WriteBehindStore<KeptTally> tallyStore = context.getStateStore(stores.tallies());
        WriteBehindStore<Standing> standings = context.getStateStore(stores.outcomes());
        PairStore pairs = new PairStore(pairStore);
        Tallies tallies = new Tallies(tallyStore);
        work = new Work(
                pairs,
                new Expiry(pairs),
                tallies,
                standings,
                new Joining(pairs, new Attribution(standings, tallies, this::list)),
                new WatchedClock(context.currentSystemTimeMs()),
                context.currentSystemTimeMs());
        // Kafka Streams may begin again with the same processor, and of what was sent then nothing may have been
        // committed.
        progress.clear();
        abandoned.clear();
        sent.clear();
        checked = null;
        standings.beforeCommit(this::keepWatermarks);
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
        } else if (arrival instanceof Told told) {
            work().joining().tell(comparison, record.key(), told, watched());
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

    /** A commit keeps how far event time had come with the outputs that it commits. */
    private void keepWatermarks() {
        for (Comparison comparison : current.get().all()) {
            Progress known = progress.get(comparison.id());
            if (known == null || comparison.isOfNoise()) {
                continue;
            }
            long watermark = known.watermark(watched(), comparison.patience().toMillis());
            for (Measured experiment : comparison.experiments()) {
                WriteBehindStore.Entry<Standing> standing = work().standings().entry(experiment.name());
                if (standing.state().reached(watermark)) {
                    standing.markDirty();
                }
            }
        }
    }

    private void punctuate(long now) {
        work().clock().tick(now);
        Comparisons comparisons = current.get();
        findAbandoned(comparisons);
        work().pairs().settle();
        abandoned.forEach(work().expiry()::forgetAll);
        for (Comparison comparison : comparisons.all()) {
            if (!takes.test(comparison)) {
                continue;
            }
            Expiry.State state = work().expiry()
                    .run(
                            comparison,
                            progress(comparison),
                            watched(),
                            work().joining().decisions(comparison));
            if (!comparison.isOfNoise()) {
                long grace = comparison.grace().toMillis();
                comparison.experiments().forEach(experiment -> sendOutcomes(experiment, state, grace, now));
            }
        }
        work().tallies()
                .drainChanged((key, tally) -> send(key.experiment(), new Partial.OfPairs(part(), key, tally), now));
    }

    /** Looks for state of comparisons that no experiment asks for, after a start and after a change of the configuration. */
    private void findAbandoned(Comparisons comparisons) {
        if (checked != comparisons) {
            abandoned.clear();
            abandoned.addAll(work().pairs().comparisons());
            comparisons.all().stream().filter(takes).map(Comparison::id).forEach(abandoned::remove);
            checked = comparisons;
        }
    }

    private void sendOutcomes(Measured experiment, Expiry.State state, long grace, long now) {
        Standing standing = work().standings().get(experiment.name());
        long reached = state.isSettled() ? Math.max(state.reached(), standing.settled(grace)) : state.reached();
        Partial.OfOutcomes partial =
                new Partial.OfOutcomes(part(), standing.counts().copy(), reached, state.isSettled());
        if (!partial.equals(sent.put(experiment.name(), partial))) {
            send(experiment.name(), partial, now);
        }
    }

    private void list(Measured experiment, Outcome outcome, byte[] id, Reading output) {
        if (experiment.measurement().listOutcomes()) {
            send(
                    experiment.name(),
                    OutcomeEvent.of(experiment, outcome, id, output),
                    context().currentSystemTimeMs());
        }
    }

    private void send(String experiment, Found found, long now) {
        context().forward(new Record<>(experiment, found, now));
    }

    private int part() {
        return stores.part(context().taskId().partition());
    }

    /** Now, by the clock that patience is measured with. */
    private long watched() {
        return work().clock().at(context().currentSystemTimeMs());
    }

    private Progress progress(Comparison comparison) {
        return progress.computeIfAbsent(comparison.id(), id -> begin(comparison));
    }

    /** Of those that lie on disk the oldest tell of their partitions; it is not worth reading them all. */
    private Progress begin(Comparison comparison) {
        Progress begun = new Progress(work().startedAt(), !unlike.contains(comparison.id()));
        long patience = comparison.patience().toMillis();
        for (Awaiting awaiting : List.of(Awaiting.TREATMENT, Awaiting.CONTROL)) {
            work().pairs().visit(awaiting, comparison.id(), PairStore.MOST_IN_MEMORY, entry -> {
                if (entry instanceof Entry.Waiting waiting && waiting.since() < work().startedAt()) {
                    Reading reading = waiting.reading();
                    begun.resumed(
                            reading.side(),
                            reading.partition(),
                            Math.min(reading.timestamp(), work().startedAt()),
                            patience);
                }
                return PairStore.Visit.LEAVE;
            });
        }
        return begun;
    }

    private Work work() {
        return Objects.requireNonNull(work, "the task has not begun");
    }
}
