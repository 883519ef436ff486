package dev.gregor.judge;

import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.config.Measurement;
import dev.gregor.config.Selection;
import dev.gregor.measure.Arm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is wrong with an experiment itself, whatever its faults did. Missing outputs and duplicates are no flaws: a fault may well
 * cause them.
 */
final class Soundness {
    private Soundness() {}

    /** The flaws found, in words; none if the experiment is sound. */
    static List<String> flaws(Experiment experiment, Evidence evidence, boolean ended) {
        List<String> flaws = new ArrayList<>();
        addSampleRatio(flaws, experiment, evidence.records(), ended);
        addOrphans(flaws, experiment, evidence.pairs());
        addDuplicates(flaws, experiment, evidence.pairs());
        addNoise(flaws, experiment, evidence);
        return flaws;
    }

    private static void addSampleRatio(
            List<String> flaws, Experiment experiment, Evidence.Records records, boolean ended) {
        // an A/A run may well select nothing, having nothing to inject
        if (!hasKnownRatio(experiment) || (experiment.isAA() && records.selected() == 0)) {
            return;
        }
        double fraction = experiment.select().fraction().value();
        if (SampleRatio.isBroken(records.selected(), records.seen(), fraction, ended)) {
            flaws.add("The selection is broken: " + Wording.count(records.selected()) + " of "
                    + Wording.count(records.seen()) + " records were selected where "
                    + Wording.percent(fraction)
                    + " was asked for, which happens by chance less than once in 1,000 times");
        }
    }

    /** Whether the share of the selected records is known beforehand: not with a condition, a schedule, bursts, keys or windows. */
    private static boolean hasKnownRatio(Experiment experiment) {
        Selection select = experiment.select();
        return select.by() == Selection.Unit.RECORD
                && select.where() == null
                && select.bursts() == null
                && experiment.schedule().isConstant();
    }

    private static void addOrphans(List<String> flaws, Experiment experiment, Evidence.Pairs pairs) {
        Measurement measure = experiment.measure();
        long paired = pairs.treated() + pairs.untreated();
        if (measure == null || pairs.orphan() <= paired || pairs.orphan() + paired < measure.minPairs()) {
            return;
        }
        String cause = pairs.missing() > paired
                ? "'pair-by' does not join the outputs of the two arms"
                : "the control arm is broken";
        flaws.add(Wording.count(pairs.orphan()) + " of " + Wording.count(pairs.orphan() + paired)
                + " treatment outputs have no control output: " + cause);
    }

    /** A fault may well double outputs, but hardly most of them and twice each: then ids are not those of records. */
    private static void addDuplicates(List<String> flaws, Experiment experiment, Evidence.Pairs pairs) {
        Measurement measure = experiment.measure();
        long paired = pairs.treated() + pairs.untreated();
        if (measure != null && pairs.duplicate() > 2 * paired && pairs.duplicate() >= measure.minPairs()) {
            flaws.add(Wording.count(pairs.duplicate(), "output") + " came under a pair id that had one already, beside "
                    + Wording.count(paired, "pair") + ": 'pair-by' does not tell the outputs apart");
        }
    }

    private static void addNoise(List<String> flaws, Experiment experiment, Evidence evidence) {
        Set<Arm> noise =
                Judge.isFaultless(experiment) ? EnumSet.allOf(Arm.class) : EnumSet.of(Arm.UNTREATED, Arm.NOISE);
        for (Guardrail guardrail : experiment.guardrails()) {
            for (Arm arm : noise) {
                evidence.estimate(guardrail.output(), guardrail.measure(), arm)
                        .filter(e -> guardrail.isCrossedBy(e.low(), e.high()))
                        .ifPresent(
                                e -> flaws.add(
                                        Wording.against(e, guardrail)
                                                + ": without any fault, by noise or spill-over, the outputs lie further apart than can be borne"));
            }
        }
    }
}
