package dev.gregor.divergence;

import dev.gregor.config.MeasureName;
import dev.gregor.judge.Arm;
import dev.gregor.store.WriteBehindStore;
import java.util.Map;
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
    void paired(Comparison comparison, Reading control, Reading treatment) {
        for (Measured experiment : comparison.experiments()) {
            if (!experiment.counts(treatment.hitBy(), control.timestamp())) {
                continue;
            }
            experiment
                    .arm(treatment.hitBy())
                    .ifPresentOrElse(
                            arm -> paired(experiment, arm, control, treatment),
                            () -> count(experiment, Outcome.EXCLUDED));
        }
    }

    private void paired(Measured experiment, Arm arm, Reading control, Reading treatment) {
        count(experiment, arm == Arm.TREATED ? Outcome.TREATED : Outcome.UNTREATED);
        countIfInvalid(experiment, control);
        countIfInvalid(experiment, treatment);
        if (arm == Arm.TREATED && control.isValidFor(experiment) && !treatment.isValidFor(experiment)) {
            count(experiment, Outcome.INVALID_TREATED);
        }
        measure(experiment, arm, control, treatment);
    }

    /** The other output did not come. */
    void unmatched(Comparison comparison, Reading only) {
        for (Measured experiment : comparison.experiments()) {
            if (concerns(experiment, only)) {
                count(experiment, only.side() == Side.CONTROL ? Outcome.MISSING : Outcome.ORPHAN);
                countIfInvalid(experiment, only);
            }
        }
    }

    /** An output came that changes nothing: a duplicate, a late or an unidentified one. */
    void surplus(Comparison comparison, Reading reading, Outcome outcome) {
        for (Measured experiment : comparison.experiments()) {
            if (concerns(experiment, reading)) {
                count(experiment, outcome);
            }
        }
    }

    /** Whether a lone output counts for an experiment: not if another experiment is known to have hit its record. */
    private static boolean concerns(Measured experiment, Reading reading) {
        return experiment.arm(reading.hitBy()).isPresent() && experiment.counts(reading.hitBy(), reading.timestamp());
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
            for (MeasureName measure : MeasureName.of(output.getValue().type())) {
                OutputValue.distance(measure, before.get(), after.get()).ifPresent(distance -> {
                    tallies.add(key(experiment, null, output.getKey(), measure, arm), distance);
                    tallies.add(key(experiment, window, output.getKey(), measure, arm), distance);
                });
            }
        }
    }

    private static TallyKey key(
            Measured experiment, @Nullable Window window, String output, MeasureName measure, Arm arm) {
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
