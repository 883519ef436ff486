package dev.gregor.judge;

import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.measure.Estimate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says of an experiment whether the pipeline held. First whether the experiment itself is sound (else it is {@code invalid}), then
 * by what is expected: that the faults are tolerated, or that they are detected. The bounds hold at every moment, so a verdict may
 * be asked for after each record.
 */
public final class Judge {
    /** The chance that an experiment is judged wrongly because of the draw, over its whole run and all its guarded measures. */
    public static final double ALPHA = 0.05;

    private Judge() {}

    /** A measure that guardrails bound. Two guardrails on one measure share its bounds. */
    public record Guarded(@Nullable String output, MeasureName measure) {}

    /** The measures that are guarded, in the order of the file. */
    public static List<Guarded> guarded(Experiment experiment) {
        return experiment.guardrails().stream()
                .map(g -> new Guarded(g.output(), g.measure()))
                .distinct()
                .toList();
    }

    /**
     * The chance of error that the estimates of each measure must be computed with: {@link #ALPHA} in equal parts, one for each guarded
     * measure. These are the bounds that are shown, and that all guarded measures must hold together for a pass. Whether a measure is
     * crossed is decided by Holm's method (1979), which begins at the same bounds and, once a measure is crossed, leaves its share to
     * the others.
     */
    public static double alpha(Experiment experiment) {
        return ALPHA / Math.max(1, guarded(experiment).size());
    }

    /** The guardrails that are crossed, by Holm's method, each with the estimate that shows it; those that showed it first come first. */
    static Map<Guardrail, Estimate> crossed(Experiment experiment, Evidence evidence) {
        Map<Guardrail, Estimate> crossed = new LinkedHashMap<>();
        Set<Guarded> left = new LinkedHashSet<>(guarded(experiment));
        for (int sharing = left.size(); sharing > 0; ) {
            int step = sharing;
            for (Guardrail guardrail : experiment.guardrails()) {
                Guarded guarded = new Guarded(guardrail.output(), guardrail.measure());
                if (left.contains(guarded) && !crossed.containsKey(guardrail)) {
                    evidence.treated(guardrail.output(), guardrail.measure(), step)
                            .filter(e -> guardrail.isCrossedBy(e.low(), e.high()))
                            .ifPresent(e -> crossed.put(guardrail, e));
                }
            }
            crossed.keySet().forEach(g -> left.remove(new Guarded(g.output(), g.measure())));
            sharing = left.size() < step ? left.size() : 0;
        }
        return crossed;
    }

    /** What shows that a guardrail is crossed, as a sentence without a stop; empty if it is not. */
    public static Optional<String> crossing(Experiment experiment, Evidence evidence, Guardrail guardrail) {
        return Optional.ofNullable(crossed(experiment, evidence).get(guardrail)).map(e -> sentence(e, guardrail));
    }

    /** Where an estimate lies to a guardrail, as a sentence without a stop. */
    public static String sentence(Estimate estimate, Guardrail guardrail) {
        return Wording.against(estimate, guardrail);
    }

    /**
     * The verdict on the evidence so far.
     *
     * @param evidence with estimates at {@link #alpha}, at least of every measure that a {@link Guardrail} bounds
     * @param ended whether this is all the evidence there will be. Give it once: a sharper test of the selection is then made
     */
    public static Verdict judge(Experiment experiment, Evidence evidence, boolean ended) {
        List<String> flaws = Soundness.flaws(experiment, evidence, ended);
        if (!flaws.isEmpty()) {
            return new Verdict(Verdict.Kind.INVALID, flaws);
        }
        return switch (experiment.expect()) {
            case TOLERATE -> Toleration.judge(experiment, evidence, ended);
            case DETECT -> Detection.judge(experiment, evidence, ended);
        };
    }

    /** Whether no fault can have reached the pipeline, so that even treated pairs show nothing but the noise of the model. */
    public static boolean isFaultless(Experiment experiment) {
        return experiment.isAA() || experiment.mode() == Experiment.Mode.SHADOW;
    }
}
