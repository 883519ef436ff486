package dev.gregor.divergence;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import dev.gregor.judge.Arm;
import dev.gregor.store.WriteBehindStore;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says which experiments an outcome counts for, counts it there, and adds the distances of pairs to their tallies. */
final class Attribution {
    private final WriteBehindStore<OutcomeCounts> outcomes;
    private final Tallies tallies;

    Attribution(WriteBehindStore<OutcomeCounts> outcomes, Tallies tallies) {
        this.outcomes = outcomes;
        this.tallies = tallies;
    }

    /** Both outputs came. The event time of the control output says to which window the pair belongs. */
    void paired(Comparison comparison, Entry.Undecided pair, @Nullable String hitBy) {
        for (Measured experiment : comparison.experiments()) {
            if (!experiment.counts(hitBy, pair.control().timestamp())) {
                continue;
            }
            experiment
                    .arm(hitBy)
                    .ifPresentOrElse(arm -> paired(experiment, arm, pair), () -> count(experiment, Outcome.EXCLUDED));
        }
    }

    private void paired(Measured experiment, Arm arm, Entry.Undecided pair) {
        Reading control = pair.control();
        Reading treatment = pair.treatment();
        count(experiment, arm == Arm.TREATED ? Outcome.TREATED : Outcome.UNTREATED);
        countIfInvalid(experiment, control);
        countIfInvalid(experiment, treatment);
        boolean isInvalid = !treatment.isValidFor(experiment);
        if (control.isValidFor(experiment)) {
            if (arm == Arm.TREATED && isInvalid) {
                count(experiment, Outcome.INVALID_TREATED);
            }
            add(experiment, MeasureName.INVALID_RATE, arm, control.timestamp(), isInvalid ? 1 : 0);
        }
        add(experiment, MeasureName.MISSING_RATE, arm, control.timestamp(), 0);
        add(experiment, MeasureName.DUPLICATE_RATE, arm, control.timestamp(), pair.isAgain() ? 1 : 0);
        add(
                experiment,
                MeasureName.OUTPUT_DELAY,
                arm,
                control.timestamp(),
                (treatment.arrival() - control.arrival()) / 1_000.0);
        measure(experiment, arm, control, treatment);
    }

    /** The treatment output of a decided pair came a second time. */
    void cameAgain(Comparison comparison, Entry.Closed closed) {
        for (Measured experiment : comparison.experiments()) {
            boolean isCounted = closed.has(Side.CONTROL) && experiment.counts(closed.hitBy(), closed.countedAt());
            experiment.arm(closed.hitBy()).filter(arm -> isCounted).ifPresent(arm -> {
                Window window = experiment.window(closed.countedAt());
                tallies.turnOne(key(experiment, null, null, MeasureName.DUPLICATE_RATE, arm));
                tallies.turnOne(key(experiment, window, null, MeasureName.DUPLICATE_RATE, arm));
            });
        }
    }

    /** The other output did not come. */
    void unmatched(Comparison comparison, Reading only, @Nullable String hitBy) {
        for (Measured experiment : comparison.experiments()) {
            if (concerns(experiment, only, hitBy)) {
                boolean isMissing = only.side() == Side.CONTROL;
                count(experiment, isMissing ? Outcome.MISSING : Outcome.ORPHAN);
                countIfInvalid(experiment, only);
                experiment.arm(hitBy).filter(arm -> isMissing).ifPresent(arm -> {
                    if (arm == Arm.TREATED) {
                        count(experiment, Outcome.MISSING_TREATED);
                    }
                    add(experiment, MeasureName.MISSING_RATE, arm, only.timestamp(), 1);
                });
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
    void surplus(Comparison comparison, Reading reading, @Nullable String hitBy, Outcome outcome) {
        for (Measured experiment : comparison.experiments()) {
            if (concerns(experiment, reading, hitBy)) {
                count(experiment, outcome);
            }
        }
    }

    /** Whether a lone output counts for an experiment: not if another experiment is known to have hit its record. */
    private static boolean concerns(Measured experiment, Reading reading, @Nullable String hitBy) {
        return experiment.arm(hitBy).isPresent() && experiment.counts(hitBy, reading.timestamp());
    }

    /** Adds to the tallies of a measure of records, over the run and over its window. */
    private void add(Measured experiment, MeasureName measure, Arm arm, long timestamp, double distance) {
        if (experiment.takes(null, measure)) {
            tallies.add(key(experiment, null, null, measure, arm), distance);
            tallies.add(key(experiment, experiment.window(timestamp), null, measure, arm), distance);
        }
    }

    /** Measures what can be measured: of a pair with an invalid output, the values that both sides have. */
    private void measure(Measured experiment, Arm arm, Reading control, Reading treatment) {
        Window window = experiment.window(control.timestamp());
        for (Map.Entry<String, Slot> output : experiment.slots().entrySet()) {
            Optional<OutputValue> before = control.value(output.getValue());
            Optional<OutputValue> after = treatment.value(output.getValue());
            if (before.isEmpty() || after.isEmpty()) {
                continue;
            }
            Output declared =
                    Objects.requireNonNull(experiment.measurement().outputs().get(output.getKey()));
            for (MeasureName measure : MeasureName.of(declared)) {
                OutputValue.distance(measure, before.get(), after.get(), declared.tolerance())
                        .ifPresent(distance -> {
                            tallies.add(key(experiment, null, output.getKey(), measure, arm), distance);
                            tallies.add(key(experiment, window, output.getKey(), measure, arm), distance);
                        });
            }
        }
    }

    private static TallyKey key(
            Measured experiment, @Nullable Window window, @Nullable String output, MeasureName measure, Arm arm) {
        return new TallyKey(experiment.name(), window, output, measure, arm);
    }

    private void countIfInvalid(Measured experiment, Reading reading) {
        if (!reading.isValidFor(experiment)) {
            count(experiment, Outcome.INVALID);
        }
    }

    private void count(Measured experiment, Outcome outcome) {
        outcomes.get(experiment.name()).add(outcome, 1);
        outcomes.markDirty(experiment.name());
    }
}
