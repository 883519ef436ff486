package dev.gregor.judge;

import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import java.util.List;
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

    /**
     * The chance of error that the estimates of each measure must be computed with: {@link #ALPHA} in equal parts (Bonferroni), one
     * for each guarded measure. Holm's method, which is sharper, gives decisions but no bounds of its own: a measure's bounds would
     * widen and narrow with what its neighbours do. Here the bounds that are shown are the bounds that decided.
     */
    public static double alpha(Experiment experiment) {
        record Guarded(@Nullable String output, MeasureName measure) {}
        long guarded = experiment.guardrails().stream()
                .map(g -> new Guarded(g.output(), g.measure()))
                .distinct()
                .count();
        return ALPHA / Math.max(1, guarded);
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
    static boolean isFaultless(Experiment experiment) {
        return experiment.isAA() || experiment.mode() == Experiment.Mode.SHADOW;
    }
}
