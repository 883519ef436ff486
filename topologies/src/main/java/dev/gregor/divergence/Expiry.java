package dev.gregor.divergence;

import dev.gregor.divergence.PairStore.Timed;
import dev.gregor.divergence.PairStore.Visit;
import dev.gregor.divergence.PairStore.Visited;
import java.util.function.BiConsumer;

/**
 * Gives up outputs that waited in vain, and forgets decided pairs. An output waits until the other side's watermark has passed it by
 * more than the grace, or until the other side was silent for the patience, and at least that long itself. A decided pair is
 * remembered for twice the grace.
 */
final class Expiry {
    /** How many ids of one kind are looked at in one go, so that a punctuation stays short. */
    static final int BATCH = 5_000;

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

    /**
     * Does what is due.
     *
     * @param given takes the id and the reading of each output that is given up
     * @param now the wall clock in epoch milliseconds
     */
    State run(Comparison comparison, Progress progress, long now, BiConsumer<byte[], Reading> given) {
        long patience = comparison.patience().toMillis();
        long grace = comparison.grace().toMillis();
        long reached = Long.MAX_VALUE;
        boolean isSettled = true;
        for (Side side : Side.values()) {
            long watermark = progress.watermark(side.other(), now, patience);
            boolean isSilent = now - progress.silentSince(side.other()) >= patience;
            Visited visited = pairs.waiting(
                    comparison.id(), side, BATCH, waiting -> visit(waiting, watermark, isSilent, now, grace, patience));
            visited.taken().forEach(waiting -> giveUp(comparison, waiting, given));
            // Nothing is awaited from a silent side: what this side has sent is decided up to the first that still
            // waits.
            long sure = isSilent ? Math.min(progress.watermark(side, now, patience), visited.firstLeft()) : watermark;
            reached = Math.min(reached, visited.isComplete() ? before(sure, grace) : Progress.UNKNOWN);
            isSettled &= isSilent && visited.isEmpty();
        }
        forget(comparison, progress, now);
        return new State(reached, isSettled);
    }

    /** Forgets what is kept of a comparison that no experiment asks for any more; a part of it each time. */
    void forgetAll(long comparison) {
        for (Side side : Side.values()) {
            pairs.waiting(comparison, side, BATCH, waiting -> Visit.TAKE)
                    .taken()
                    .forEach(waiting -> pairs.forget(comparison, side, waiting));
        }
        pairs.closed(comparison, BATCH, closed -> Visit.TAKE).taken().forEach(c -> pairs.forget(comparison, c));
    }

    private static Visit visit(Timed waiting, long watermark, boolean isSilent, long now, long grace, long patience) {
        if (waiting.timestamp() < before(watermark, grace)) {
            return Visit.TAKE;
        } else if (!isSilent) {
            return Visit.STOP;
        }
        return now - waiting.arrival() >= patience ? Visit.TAKE : Visit.LEAVE;
    }

    private void giveUp(Comparison comparison, Timed waiting, BiConsumer<byte[], Reading> given) {
        if (pairs.find(comparison.id(), waiting.id()) instanceof Entry.Waiting entry) {
            Reading reading = entry.reading();
            pairs.close(
                    waiting.id(), reading, new Entry.Closed(waiting.timestamp(), false, false).with(reading.side()));
            given.accept(waiting.id(), reading);
        }
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
        pairs.closed(comparison.id(), BATCH, closed -> closed.timestamp() < end ? Visit.TAKE : Visit.STOP)
                .taken()
                .forEach(closed -> pairs.forget(comparison.id(), closed));
    }

    private static long before(long watermark, long span) {
        return watermark == Progress.UNKNOWN ? Progress.UNKNOWN : watermark - span;
    }
}
