package dev.gregor.divergence;

import org.jspecify.annotations.Nullable;

/**
 * Joins by pair id the outputs of both sides and the word of the ledger, in whatever order they come. The header of the treatment
 * output tells at once by whom its record was hit; without one the ledger tells, as far as it has when the pair is decided.
 */
final class Joining {
    private final PairStore pairs;
    private final Attribution attribution;

    Joining(PairStore pairs, Attribution attribution) {
        this.pairs = pairs;
        this.attribution = attribution;
    }

    /** The ledger has told of a record. Its word may come again, for each fault of the record. */
    void mark(Comparison comparison, byte[] id, Mark mark, long now) {
        Entry entry = pairs.find(comparison.id(), id);
        if (entry == null) {
            pairs.mark(id, mark, now);
        } else if (entry instanceof Entry.Waiting waiting && waiting.mark() == null) {
            pairs.put(comparison.id(), id, new Entry.Waiting(waiting.reading(), mark.experiment(), waiting.isAgain()));
        } else if (entry instanceof Entry.Undecided undecided) {
            decide(comparison, id, undecided, mark.experiment());
        } else if (entry instanceof Entry.Closed closed && closed.hitBy() == null) {
            attribution.lateMark(comparison, mark.experiment());
            pairs.put(comparison.id(), id, closed.hitBy(mark.experiment()));
        }
    }

    /** An output has come. */
    void join(Comparison comparison, byte[] id, Reading reading, long now) {
        if (!reading.identified()) {
            attribution.surplus(comparison, reading, reading.hitBy(), Outcome.UNIDENTIFIED);
            return;
        }
        Entry entry = pairs.find(comparison.id(), id);
        if (entry == null) {
            pairs.await(id, new Entry.Waiting(reading, null, false), now);
        } else if (entry instanceof Entry.Marked marked) {
            pairs.unmark(comparison.id(), id, marked.arrival());
            pairs.await(id, new Entry.Waiting(reading, marked.experiment(), false), now);
        } else if (entry instanceof Entry.Waiting waiting) {
            join(comparison, id, waiting, reading, now);
        } else if (entry instanceof Entry.Undecided undecided) {
            attribution.surplus(comparison, reading, reading.hitBy(), Outcome.DUPLICATE);
            if (reading.side() == Side.TREATMENT) {
                pairs.put(comparison.id(), id, new Entry.Undecided(undecided.control(), undecided.treatment(), true));
            }
        } else if (entry instanceof Entry.Closed closed) {
            join(comparison, id, closed, reading);
        }
    }

    private void join(Comparison comparison, byte[] id, Entry.Waiting waiting, Reading reading, long now) {
        Reading first = waiting.reading();
        if (first.side() == reading.side()) {
            attribution.surplus(comparison, reading, firstOf(reading.hitBy(), waiting.mark()), Outcome.DUPLICATE);
            if (reading.side() == Side.TREATMENT) {
                pairs.put(comparison.id(), id, new Entry.Waiting(first, waiting.mark(), true));
            }
            return;
        }
        boolean isControlFirst = first.side() == Side.CONTROL;
        Reading control = isControlFirst ? first : reading;
        Reading treatment = isControlFirst ? reading : first;
        String hitBy = firstOf(treatment.hitBy(), waiting.mark());
        Entry.Undecided pair = new Entry.Undecided(control, treatment, waiting.isAgain());
        if (hitBy == null && comparison.awaitsLedger()) {
            pairs.awaitLedger(id, first, pair, now);
        } else {
            pairs.close(id, first, count(comparison, pair, hitBy));
        }
    }

    private void join(Comparison comparison, byte[] id, Entry.Closed closed, Reading reading) {
        boolean isDuplicate = closed.has(reading.side());
        attribution.surplus(
                comparison,
                reading,
                firstOf(reading.hitBy(), closed.hitBy()),
                isDuplicate ? Outcome.DUPLICATE : Outcome.LATE);
        if (!isDuplicate) {
            pairs.put(comparison.id(), id, closed.with(reading.side()));
        } else if (reading.side() == Side.TREATMENT && !closed.isAgain()) {
            attribution.cameAgain(comparison, closed);
            pairs.put(comparison.id(), id, closed.again());
        }
    }

    /** What becomes of that which has waited for too long. */
    Expiry.Decisions decisions(Comparison comparison) {
        return new Expiry.Decisions() {
            @Override
            public void giveUp(byte[] id, Entry.Waiting waiting) {
                Reading only = waiting.reading();
                String hitBy = firstOf(only.hitBy(), waiting.mark());
                attribution.unmatched(comparison, only, hitBy);
                pairs.close(id, only, Entry.Closed.lone(only, hitBy, waiting.isAgain()));
            }

            @Override
            public void decide(byte[] id, Entry.Undecided undecided) {
                Joining.this.decide(comparison, id, undecided, null);
            }
        };
    }

    private void decide(Comparison comparison, byte[] id, Entry.Undecided undecided, @Nullable String hitBy) {
        pairs.close(id, undecided, count(comparison, undecided, hitBy));
    }

    private Entry.Closed count(Comparison comparison, Entry.Undecided pair, @Nullable String hitBy) {
        attribution.paired(comparison, pair, hitBy);
        long timestamp = pair.control().timestamp();
        return new Entry.Closed(timestamp, timestamp, true, true, hitBy, pair.isAgain());
    }

    private static @Nullable String firstOf(@Nullable String header, @Nullable String mark) {
        return header == null ? mark : header;
    }
}
