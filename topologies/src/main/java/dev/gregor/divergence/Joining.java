package dev.gregor.divergence;

import org.jspecify.annotations.Nullable;

/**
 * Joins by pair id the outputs of both sides, the word of the ledger and the true values, in whatever order they come. The header of the
 * treatment output tells at once by whom its record was hit; without one the ledger tells, as far as it has when the pair is decided.
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
        PairKey key = PairKey.of(comparison.id(), id);
        Entry entry = pairs.find(comparison.id(), key);
        if (entry == null) {
            pairs.put(key, new Entry.Marked(id, comparison.id(), mark.experiment(), now));
        } else if (entry instanceof Entry.Waiting waiting && waiting.mark() == null) {
            pairs.put(key, waiting.markedBy(mark.experiment()));
            if (comparison.isOfPopulations()) {
                decideLone(comparison, key, waiting.markedBy(mark.experiment()));
            }
        } else if (entry instanceof Entry.Undecided undecided) {
            close(comparison, key, undecided, mark.experiment());
        } else if (entry instanceof Entry.Closed closed && closed.hitBy() == null) {
            attribution.lateMark(comparison, mark.experiment());
            pairs.close(comparison.id(), key, closed.hitBy(mark.experiment()));
        }
    }

    /** An output has come. */
    void join(Comparison comparison, byte[] id, Reading reading, long now) {
        if (!reading.identified()) {
            attribution.surplus(comparison, id, reading, reading.hitBy(), Outcome.UNIDENTIFIED);
            return;
        }
        PairKey key = PairKey.of(comparison.id(), id);
        Entry entry = pairs.find(comparison.id(), key);
        if (entry == null) {
            await(comparison, key, new Entry.Waiting(id, reading, null, false, now));
        } else if (entry instanceof Entry.Marked marked) {
            await(comparison, key, new Entry.Waiting(id, reading, marked.experiment(), false, now));
        } else if (entry instanceof Entry.Waiting waiting) {
            join(comparison, key, waiting, reading, now);
        } else if (entry instanceof Entry.Undecided undecided) {
            attribution.surplus(comparison, id, reading, reading.hitBy(), Outcome.DUPLICATE);
            if (reading.side() == Side.TREATMENT) {
                pairs.put(key, undecided.again());
            }
        } else if (entry instanceof Entry.Closed closed) {
            join(comparison, key, id, closed, reading);
        }
    }

    /** The first output of a pair. One of a population is decided as soon as it is known by whom its record was hit. */
    private void await(Comparison comparison, PairKey key, Entry.Waiting waiting) {
        boolean isKnown = firstOf(waiting.reading().hitBy(), waiting.mark()) != null || !comparison.awaitsLedger();
        if (comparison.isOfPopulations() && isKnown) {
            decideLone(comparison, key, waiting);
        } else {
            pairs.put(key, waiting);
        }
    }

    private void decideLone(Comparison comparison, PairKey key, Entry.Waiting waiting) {
        Reading only = waiting.reading();
        String hitBy = firstOf(only.hitBy(), waiting.mark());
        attribution.sampled(comparison, waiting.id(), only, hitBy);
        pairs.close(comparison.id(), key, Entry.Closed.lone(only, hitBy, waiting.isAgain()));
    }

    private void join(Comparison comparison, PairKey key, Entry.Waiting waiting, Reading reading, long now) {
        Reading first = waiting.reading();
        if (first.side() == reading.side()) {
            String hitBy = firstOf(reading.hitBy(), waiting.mark());
            attribution.surplus(comparison, waiting.id(), reading, hitBy, Outcome.DUPLICATE);
            if (reading.side() == Side.TREATMENT) {
                pairs.put(key, waiting.again());
            }
            return;
        }
        boolean isControlFirst = first.side() == Side.CONTROL;
        Reading control = isControlFirst ? first : reading;
        Reading treatment = isControlFirst ? reading : first;
        String hitBy = firstOf(treatment.hitBy(), waiting.mark());
        Entry.Undecided pair = new Entry.Undecided(waiting.id(), control, treatment, waiting.isAgain(), now);
        if (hitBy == null && comparison.awaitsLedger()) {
            pairs.put(key, pair);
        } else {
            close(comparison, key, pair, hitBy);
        }
    }

    private void join(Comparison comparison, PairKey key, byte[] id, Entry.Closed closed, Reading reading) {
        boolean isDuplicate = closed.has(reading.side());
        attribution.surplus(
                comparison,
                id,
                reading,
                firstOf(reading.hitBy(), closed.hitBy()),
                isDuplicate ? Outcome.DUPLICATE : Outcome.LATE);
        if (!isDuplicate) {
            pairs.close(comparison.id(), key, closed.with(reading.side()));
        } else if (reading.side() == Side.TREATMENT && !closed.isAgain()) {
            attribution.cameAgain(comparison, closed);
            pairs.close(comparison.id(), key, closed.again());
        }
    }

    /** The true values of a record have come; later ones replace those that still wait. */
    void tell(Comparison comparison, byte[] id, Told told, long now) {
        PairKey key = PairKey.of(comparison.id(), id).ofTruth();
        if (pairs.findOpen(key) instanceof Entry.Unlabelled pair) {
            attribution.labelled(comparison, pair, told.values());
            pairs.remove(key);
        } else {
            pairs.put(key, new Entry.Label(id, comparison.id(), told.values(), now));
        }
    }

    /** What becomes of that which has waited for too long. */
    Expiry.Decisions decisions(Comparison comparison) {
        return new Expiry.Decisions() {
            @Override
            public void giveUp(Entry.Open entry) {
                PairKey key = PairKey.of(comparison.id(), entry.id());
                if (entry instanceof Entry.Waiting waiting && comparison.isOfPopulations()) {
                    decideLone(comparison, key, waiting);
                } else if (entry instanceof Entry.Waiting waiting) {
                    Reading only = waiting.reading();
                    String hitBy = firstOf(only.hitBy(), waiting.mark());
                    attribution.unmatched(comparison, waiting.id(), only, hitBy);
                    pairs.close(comparison.id(), key, Entry.Closed.lone(only, hitBy, waiting.isAgain()));
                } else if (entry instanceof Entry.Undecided undecided) {
                    close(comparison, key, undecided, null);
                } else if (entry instanceof Entry.Unlabelled unlabelled) {
                    attribution.unlabelled(comparison, unlabelled);
                    pairs.remove(key.ofTruth());
                } else if (entry instanceof Entry.Label) {
                    pairs.remove(key.ofTruth());
                } else {
                    pairs.remove(key);
                }
            }
        };
    }

    private void close(Comparison comparison, PairKey key, Entry.Undecided pair, @Nullable String hitBy) {
        attribution.paired(comparison, pair, hitBy);
        pairs.close(
                comparison.id(), key, new Entry.Closed(pair.control().timestamp(), true, true, hitBy, pair.isAgain()));
        if (comparison.truth() != null) {
            label(comparison, key.ofTruth(), pair, hitBy);
        }
    }

    private void label(Comparison comparison, PairKey key, Entry.Undecided pair, @Nullable String hitBy) {
        Entry.Unlabelled unlabelled =
                new Entry.Unlabelled(pair.id(), pair.control(), pair.treatment(), hitBy, pair.since());
        if (pairs.findOpen(key) instanceof Entry.Label label) {
            attribution.labelled(comparison, unlabelled, label.values());
            pairs.remove(key);
        } else {
            pairs.put(key, unlabelled);
        }
    }

    private static @Nullable String firstOf(@Nullable String header, @Nullable String mark) {
        return header == null ? mark : header;
    }
}
