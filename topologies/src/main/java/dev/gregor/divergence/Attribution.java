package dev.gregor.divergence;

import dev.gregor.config.ClusterBy;
import dev.gregor.measure.Arm;
import dev.gregor.store.WriteBehindStore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says which experiments an outcome counts for, counts it there, and adds pairs to their tallies. */
final class Attribution {
    private final WriteBehindStore<Standing> standings;
    private final Tallies tallies;
    private final OutcomeList list;

    Attribution(WriteBehindStore<Standing> standings, Tallies tallies, OutcomeList list) {
        this.standings = standings;
        this.tallies = tallies;
        this.list = list;
    }

    /** Both outputs came. The event time of the control output says to which window the pair belongs. */
    void paired(Comparison comparison, Entry.Undecided pair, @Nullable String hitBy) {
        Reading control = pair.control();
        for (Measured experiment : comparison.experiments()) {
            if (!experiment.counts(hitBy, control.timestamp())) {
                continue;
            }
            Arm arm = comparison.isOfNoise() ? Arm.NOISE : experiment.arm(hitBy);
            if (arm == null) {
                count(experiment, Outcome.EXCLUDED);
                continue;
            }
            int cluster = experiment.cluster(control);
            each(experiment, arm, control, tally -> tally.paired(pair, cluster));
            if (arm != Arm.NOISE) {
                countPair(experiment, arm, pair);
            }
        }
    }

    private void countPair(Measured experiment, Arm arm, Entry.Undecided pair) {
        Reading control = pair.control();
        Reading treatment = pair.treatment();
        boolean isTreated = arm == Arm.TREATED;
        boolean isControlValid = control.isValidFor(experiment);
        boolean isTreatmentValid =
                treatment.isValidFor(experiment) && (!isControlValid || experiment.isComparable(control, treatment));
        count(experiment, isTreated ? Outcome.TREATED : Outcome.UNTREATED);
        if (!isControlValid) {
            count(experiment, Outcome.INVALID);
            list.add(experiment, Outcome.INVALID, pair.id(), control);
        }
        if (!isTreatmentValid) {
            count(experiment, Outcome.INVALID);
            list.add(experiment, Outcome.INVALID, pair.id(), treatment);
        }
        if (isTreated && isControlValid && !isTreatmentValid) {
            count(experiment, Outcome.INVALID_TREATED);
        }
    }

    /** An output of a population came. */
    void sampled(Comparison comparison, byte[] id, Reading output, @Nullable String hitBy) {
        for (Measured experiment : comparison.experiments()) {
            if (!experiment.counts(hitBy, output.timestamp())) {
                continue;
            }
            Arm arm = experiment.arm(hitBy);
            if (arm == null) {
                count(experiment, Outcome.EXCLUDED);
                continue;
            }
            boolean isInvalid = !output.isValidFor(experiment);
            int cluster = experiment.cluster(output);
            // both samples stand in one tally, since it is they that are compared
            each(experiment, Arm.TREATED, output, tally -> tally.sampled(output, arm == Arm.TREATED));
            each(experiment, arm, output, tally -> tally.valid(isInvalid, cluster));
            count(experiment, arm == Arm.TREATED ? Outcome.TREATED : Outcome.UNTREATED);
            if (isInvalid) {
                count(experiment, Outcome.INVALID);
                list.add(experiment, Outcome.INVALID, id, output);
                if (arm == Arm.TREATED) {
                    count(experiment, Outcome.INVALID_TREATED);
                }
            }
        }
    }

    /**
     * The treatment output of a decided pair came a second time. Where pairs are clustered by key the rate leaves it out, since the key of
     * the pair is not remembered; it is counted as a duplicate all the same.
     */
    void cameAgain(Comparison comparison, Entry.Closed closed) {
        if (comparison.isOfNoise() || comparison.isOfPopulations() || !closed.control()) {
            return;
        }
        for (Measured experiment : comparison.experiments()) {
            Arm arm = experiment.arm(closed.hitBy());
            if (arm != null
                    && experiment.measurement().clusterBy() != ClusterBy.KEY
                    && experiment.counts(closed.hitBy(), closed.timestamp())) {
                Window window = experiment.window(closed.timestamp());
                int cluster = experiment.windowCluster(closed.timestamp());
                cameAgain(experiment, TallyKey.ofRun(experiment.name(), arm), cluster);
                cameAgain(experiment, new TallyKey(experiment.name(), arm, window, null), cluster);
            }
        }
    }

    private void cameAgain(Measured experiment, TallyKey key, int cluster) {
        Tally tally = tallies.ifKnown(experiment, key);
        if (tally != null) {
            tally.cameAgain(cluster);
        }
    }

    /** The other output did not come. */
    void unmatched(Comparison comparison, byte[] id, Reading only, @Nullable String hitBy) {
        for (Measured experiment : comparison.experiments()) {
            Arm arm = experiment.arm(hitBy);
            if (comparison.isOfNoise() || arm == null || !experiment.counts(hitBy, only.timestamp())) {
                continue;
            }
            boolean isMissing = only.side() == Side.CONTROL;
            count(experiment, isMissing ? Outcome.MISSING : Outcome.ORPHAN);
            list.add(experiment, isMissing ? Outcome.MISSING : Outcome.ORPHAN, id, only);
            if (!only.isValidFor(experiment)) {
                count(experiment, Outcome.INVALID);
                list.add(experiment, Outcome.INVALID, id, only);
            }
            if (isMissing && arm == Arm.TREATED) {
                count(experiment, Outcome.MISSING_TREATED);
            }
            if (isMissing && experiment.tellsMissing()) {
                int cluster = experiment.cluster(only);
                each(experiment, arm, only, tally -> tally.missing(cluster));
            }
        }
    }

    /** The ledger told that a record was hit after it was counted as untreated. */
    void lateMark(Comparison comparison, String hitBy) {
        comparison.experiments().stream()
                .filter(experiment -> experiment.name().equals(hitBy))
                .forEach(experiment -> count(experiment, Outcome.LATE_MARK));
    }

    /** An output came that changes no pair: a duplicate, a late or an unidentified one. */
    void surplus(Comparison comparison, byte[] id, Reading reading, @Nullable String hitBy, Outcome outcome) {
        for (Measured experiment : comparison.experiments()) {
            boolean isOurs = experiment.arm(hitBy) != null && experiment.counts(hitBy, reading.timestamp());
            if (isOurs && !comparison.isOfNoise()) {
                count(experiment, outcome);
                list.add(experiment, outcome, id, reading);
            }
        }
    }

    /** The true values of a decided pair came. */
    void labelled(Comparison comparison, Entry.Unlabelled pair, Values truth) {
        Reading control = pair.control();
        for (Measured experiment : comparison.experiments()) {
            Arm arm = experiment.arm(pair.hitBy());
            if (arm != null && experiment.counts(pair.hitBy(), control.timestamp())) {
                int cluster = experiment.cluster(control);
                each(experiment, arm, control, tally -> tally.labelled(control, pair.treatment(), truth, cluster));
            }
        }
    }

    /** The true values of a decided pair did not come. */
    void unlabelled(Comparison comparison, Entry.Unlabelled pair) {
        for (Measured experiment : comparison.experiments()) {
            if (experiment.arm(pair.hitBy()) != null
                    && experiment.counts(pair.hitBy(), pair.control().timestamp())) {
                count(experiment, Outcome.UNLABELLED);
            }
        }
    }

    /** Visits the tallies that an output counts for: that of the run, that of its window and that of its segment. */
    private void each(Measured experiment, Arm arm, Reading control, Consumer<Tally> visitor) {
        visit(experiment, TallyKey.ofRun(experiment.name(), arm), visitor);
        visit(experiment, new TallyKey(experiment.name(), arm, experiment.window(control.timestamp()), null), visitor);
        String segment = experiment.segment(control);
        if (segment != null) {
            visit(experiment, new TallyKey(experiment.name(), arm, null, segment), visitor);
        }
    }

    private void visit(Measured experiment, TallyKey key, Consumer<Tally> visitor) {
        Tally tally = tallies.of(experiment, key);
        if (tally != null) {
            visitor.accept(tally);
        }
    }

    private void count(Measured experiment, Outcome outcome) {
        WriteBehindStore.Entry<Standing> standing = standings.entry(experiment.name());
        standing.state().counts().add(outcome, 1);
        standing.markDirty();
    }
}
