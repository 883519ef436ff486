package dev.gregor.divergence;

import dev.gregor.divergence.PairStore.Timed;
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
    interface Decisions {
        /** An output waited in vain for the other. */
        void giveUp(byte[] id, Entry.Waiting waiting);

        /** A pair waited in vain for the ledger. */
        void decide(byte[] id, Entry.Undecided undecided);
    }

    /**
     * Does what is due.
     *
     * @param decisions closes what it takes
     * @param now the wall clock in epoch milliseconds
     */
    State run(Comparison comparison, Progress progress, long now, Decisions decisions) {
        long patience = comparison.patience().toMillis();
        long grace = comparison.grace().toMillis();
        long least = comparison.asksTheLedger() ? LEDGER_READ : 0;
        long reached = Long.MAX_VALUE;
        boolean isSettled = true;
        for (byte kind : List.of(Side.CONTROL.code(), PairKeys.UNDECIDED, Side.TREATMENT.code())) {
            // a pair waits for the ledger as long as its control output would have for the treatment output
            Side side = kind == Side.TREATMENT.code() ? Side.TREATMENT : Side.CONTROL;
            long watermark = progress.watermark(side.other(), now, patience);
            boolean isSilent = now - progress.silentSince(side.other()) >= patience;
            Visited visited = pairs.visit(
                    kind, comparison.id(), BATCH, w -> visit(w, watermark, isSilent, now, grace, patience, least));
            visited.taken().forEach(waiting -> decide(comparison, waiting.id(), decisions));
            // Nothing is awaited from a silent side: what this side has sent is decided up to the first that still
            // waits.
            long sure = isSilent ? Math.min(progress.watermark(side, now, patience), visited.firstLeft()) : watermark;
            long decided = Math.min(before(sure, grace), visited.firstLeft());
            reached = Math.min(reached, visited.isComplete() ? decided : Progress.UNKNOWN);
            isSettled &= isSilent && visited.isEmpty();
        }
        forget(comparison, progress, now);
        forgetMarks(comparison.id(), now);
        return new State(reached, isSettled);
    }

    /** Forgets what is kept of a comparison that no experiment asks for any more; a part of it each time. */
    void forgetAll(long comparison) {
        for (byte kind : PairStore.KINDS) {
            pairs.visit(kind, comparison, BATCH, any -> Visit.TAKE)
                    .taken()
                    .forEach(any -> pairs.forget(kind, comparison, any));
        }
    }

    private static Visit visit(
            Timed waiting, long watermark, boolean isSilent, long now, long grace, long patience, long least) {
        long waited = now - waiting.arrival();
        if (waiting.timestamp() < before(watermark, grace)) {
            return waited >= least ? Visit.TAKE : Visit.LEAVE;
        } else if (!isSilent) {
            return Visit.STOP;
        }
        return waited >= Math.max(patience, least) ? Visit.TAKE : Visit.LEAVE;
    }

    private void decide(Comparison comparison, byte[] id, Decisions decisions) {
        Entry entry = pairs.find(comparison.id(), id);
        if (entry instanceof Entry.Waiting waiting) {
            decisions.giveUp(id, waiting);
        } else if (entry instanceof Entry.Undecided undecided) {
            decisions.decide(id, undecided);
        }
    }

    private void forgetMarks(long comparison, long now) {
        pairs.visit(
                        PairKeys.MARKED,
                        comparison,
                        BATCH,
                        mark -> now - mark.timestamp() >= MARK_LIFETIME ? Visit.TAKE : Visit.STOP)
                .taken()
                .forEach(mark -> pairs.forget(PairKeys.MARKED, comparison, mark));
    }

    /** A side that is silent does not hold the memory of the other back; with both silent nothing is forgotten. */
    private void forget(Comparison comparison, Progress progress, long now) {
        long patience = comparison.patience().toMillis();
        long until = Long.MAX_VALUE;
        for (Side side : Side.values()) {
            if (now - progress.silentSince(side) < patience) {
                until = Math.min(until, progress.watermark(side, now, patience));
            }
        }
        if (until == Long.MAX_VALUE || until == Progress.UNKNOWN) {
            return;
        }
        long end = before(until, 2 * comparison.grace().toMillis());
        pairs.visit(
                        PairKeys.CLOSED,
                        comparison.id(),
                        BATCH,
                        closed -> closed.timestamp() < end ? Visit.TAKE : Visit.STOP)
                .taken()
                .forEach(closed -> pairs.forget(PairKeys.CLOSED, comparison.id(), closed));
    }

    private static long before(long watermark, long span) {
        return watermark == Progress.UNKNOWN ? Progress.UNKNOWN : watermark - span;
    }
}
