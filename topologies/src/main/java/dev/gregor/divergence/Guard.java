package dev.gregor.divergence;

import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.judge.Evidence;
import dev.gregor.judge.Judge;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import dev.gregor.store.WriteBehindStore;
import java.util.Optional;

/**
 * Watches the guardrails while an experiment runs. A guardrail is crossed when the bounds of its measure over the run lie beyond its
 * margin, at the share of the error that Holm's method leaves it; one that asks for several windows, when those of each of the last
 * windows do, running. A crossing is remembered for good.
 */
final class Guard {
    private final WriteBehindStore<Halt> halts;
    private final PartTallies tallies;

    Guard(WriteBehindStore<Halt> halts, PartTallies tallies) {
        this.halts = halts;
        this.tallies = tallies;
    }

    /** The halt of an experiment, if it is halted. */
    Optional<Halt> haltOf(String experiment) {
        return halts.contains(experiment) ? Optional.of(halts.get(experiment)) : Optional.empty();
    }

    /** Somebody has halted the experiment, or taken that back. What a guardrail saw first is the better reason. */
    void take(String experiment, Partial.OfHalt control) {
        if (control.halt() == null) {
            halts.remove(experiment);
        } else if (!halts.contains(experiment)) {
            halts.put(experiment, control.halt());
        }
    }

    /**
     * Looks at the guardrails.
     *
     * @param now the wall clock in epoch milliseconds
     * @return the halt, if one is crossed now for the first time
     */
    Optional<Halt> watch(Measured experiment, Evidence evidence, long now) {
        Experiment declared = experiment.experiment();
        if (halts.contains(experiment.name()) || !declared.enabled() || Judge.isFaultless(declared)) {
            return Optional.empty();
        }
        for (Guardrail guardrail : declared.guardrails()) {
            if (guardrail.halt()) {
                Optional<String> reason = guardrail.windows() == 1
                        ? Judge.crossing(declared, evidence, guardrail)
                        : inWindows(experiment, guardrail);
                if (reason.isPresent()) {
                    Halt halt = new Halt(guardrail.output(), guardrail.measure().word(), reason.get(), now);
                    halts.put(experiment.name(), halt);
                    return Optional.of(halt);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> inWindows(Measured experiment, Guardrail guardrail) {
        int running = 0;
        boolean isLatest = true;
        for (Window window : tallies.windows(experiment.name())) {
            TallyKey key = new TallyKey(experiment.name(), Arm.TREATED, window, null);
            Estimate estimate = tallies.merged(experiment, key)
                    .estimate(
                            guardrail.output(), guardrail.measure(), Arm.TREATED, Judge.alpha(experiment.experiment()));
            if (estimate.n() == 0) {
                continue;
            }
            if (!guardrail.isCrossedBy(estimate.low(), estimate.high())) {
                // the latest window may only have begun
                if (!isLatest) {
                    return Optional.empty();
                }
            } else if (++running == guardrail.windows()) {
                return Optional.of(Judge.sentence(estimate, guardrail) + ", in " + running + " windows running");
            }
            isLatest = false;
        }
        return Optional.empty();
    }
}
