package dev.gregor.divergence;

import dev.gregor.divergence.PairStore.Visit;
import dev.gregor.divergence.PairStore.Visited;
import java.time.Duration;
import java.util.List;

/**
 * Gives up outputs that waited in vain, and forgets decided pairs. An output waits until the other side's watermark has passed it by
 * more than the grace, or until the other side was silent for the patience, and at least that long itself. A decided pair is
 * remembered for twice the grace, the word of the ledger on a record without outputs for a day.
 */
final class Expiry {
    /** How many ids of one kind are looked at in one go, so that a punctuation stays short. */
    static final int BATCH = 5_000;
    /**
     * How long an output waits at least, in milliseconds of the wall clock, where the ledger tells by whom its record was hit: that is
     * on the broker by then, since it was committed with the record that the output would have come from, but perhaps not read.
     */
    static final long LEDGER_READ = Duration.ofSeconds(5).toMillis();
    /** How long the word of the ledger on a record without any output is kept, in milliseconds of the wall clock. */
    static final long MARK_LIFETIME = Duration.ofDays(1).toMillis();

    private final PairStore pairs;

    Expiry(PairStore pairs) {
        this.pairs = pairs;
    }

    /**
     * How far a comparison has come.
     *
     * @param reached the event time up to which all pairs are decided, or {@link Progress#UNKNOWN}
     * @param isSettled whether nothing waits and both sides are silent
     */
    record State(long reached, boolean isSettled) {}

    /** Takes what is given up. */
    @FunctionalInterface
    interface Decisions {
        /** An entry has waited in vain. It is closed or removed by this. */
        void giveUp(Entry.Open entry);
    }

    /**
     * Does what is due.
     *
     * @param now the wall clock in epoch milliseconds
     */
    State run(Comparison comparison, Progress progress, long now, Decisions decisions) {
        List<Awaiting> outputs = comparison.isOfPopulations()
                ? List.of(Awaiting.CONTROL)
                : List.of(Awaiting.TREATMENT, Awaiting.LEDGER, Awaiting.CONTROL);
        State state = new State(Long.MAX_VALUE, true);
        for (Awaiting awaiting : outputs) {
            State one = run(comparison, awaiting, progress, now, decisions);
            state = new State(Math.min(state.reached(), one.reached()), state.isSettled() && one.isSettled());
        }
        if (comparison.truth() != null) {
            long lifetime = comparison.truth().patience().toMillis();
            boolean allLabelled = giveUpAfter(lifetime, Awaiting.TRUTH, comparison.id(), now, decisions);
            giveUpAfter(lifetime, Awaiting.PAIR, comparison.id(), now, decisions);
            if (!allLabelled) {
                state = new State(Progress.UNKNOWN, false);
            }
        }
        giveUpAfter(MARK_LIFETIME, Awaiting.ANY_OUTPUT, comparison.id(), now, decisions);
        forget(comparison, progress, now);
        return state;
    }

    /** Forgets what is kept of a comparison that no experiment asks for any more; a part of it each time. */
    void forgetAll(long comparison) {
        for (Awaiting awaiting : Awaiting.values()) {
            pairs.visit(awaiting, comparison, BATCH, any -> Visit.TAKE).taken().forEach(entry -> {
                PairKey key = PairKey.of(comparison, entry.id());
                pairs.remove(awaiting == Awaiting.TRUTH || awaiting == Awaiting.PAIR ? key.ofTruth() : key);
            });
        }
        pairs.forget(comparison, Long.MAX_VALUE);
    }

    private State run(Comparison comparison, Awaiting awaiting, Progress progress, long now, Decisions decisions) {
        long patience = comparison.patience().toMillis();
        long grace = comparison.grace().toMillis();
        long least = comparison.asksTheLedger() ? LEDGER_READ : 0;
        // a pair waits for the ledger as long as its control output would have for the treatment output
        Side own = awaiting == Awaiting.CONTROL ? Side.TREATMENT : Side.CONTROL;
        Side other = comparison.isOfPopulations() ? own : own.other();
        long watermark = progress.watermark(other, now, patience);
        boolean isSilent = now - progress.silentSince(other) >= patience;
        Visited visited = pairs.visit(
                awaiting, comparison.id(), BATCH, w -> visit(w, watermark, isSilent, now, grace, patience, least));
        visited.taken().forEach(decisions::giveUp);
        // Nothing is awaited from a silent side: what this side has sent is decided up to the first that still waits.
        long sure = isSilent ? Math.min(progress.watermark(own, now, patience), visited.firstLeft()) : watermark;
        long decided = Math.min(before(sure, grace), visited.firstLeft());
        return new State(visited.isComplete() ? decided : Progress.UNKNOWN, isSilent && visited.isEmpty());
    }

    private static Visit visit(
            Entry.Open waiting, long watermark, boolean isSilent, long now, long grace, long patience, long least) {
        long waited = now - waiting.since();
        if (waiting.at() < before(watermark, grace)) {
            return waited >= least ? Visit.TAKE : Visit.LEAVE;
        } else if (!isSilent) {
            return Visit.STOP;
        }
        return waited >= Math.max(patience, least) ? Visit.TAKE : Visit.LEAVE;
    }

    /** Gives up what has waited for so long, and says whether nothing is left. */
    private boolean giveUpAfter(long lifetime, Awaiting awaiting, long comparison, long now, Decisions decisions) {
        Visited visited = pairs.visit(
                awaiting, comparison, BATCH, entry -> now - entry.since() >= lifetime ? Visit.TAKE : Visit.STOP);
        visited.taken().forEach(decisions::giveUp);
        return visited.isEmpty();
    }

    /**
     * A side that is silent does not hold the memory of the other back; with both silent nothing is forgotten. Nor just after a start: a
     * partition that lags far behind may not have been heard of.
     */
    private void forget(Comparison comparison, Progress progress, long now) {
        long patience = comparison.patience().toMillis();
        if (progress.isBeginning(now, patience)) {
            return;
        }
        long until = Long.MAX_VALUE;
        for (Side side : Side.values()) {
            if (now - progress.silentSince(side) < patience) {
                until = Math.min(until, progress.watermark(side, now, patience));
            }
        }
        if (until != Long.MAX_VALUE && until != Progress.UNKNOWN) {
            pairs.forget(comparison.id(), before(until, 2 * comparison.grace().toMillis()));
        }
    }

    private static long before(long watermark, long span) {
        return watermark == Progress.UNKNOWN ? Progress.UNKNOWN : watermark - span;
    }
}
