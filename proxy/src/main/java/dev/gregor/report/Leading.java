package dev.gregor.report;

import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The few of the many measures that a reader should see first: what is guarded, and one measure for each output. */
final class Leading {
    private static final Set<MeasureName> BY_CUSTOM =
            Set.of(MeasureName.MEAN_ABSOLUTE_DIFFERENCE, MeasureName.FLIP_RATE);

    /** Measures of likeness, which are 1 for equal outputs. */
    private static final Set<MeasureName> LIKENESS = Set.of(
            MeasureName.OVERLAP_AT_K,
            MeasureName.RANK_BIASED_OVERLAP,
            MeasureName.KENDALL_TAU,
            MeasureName.EXACT_MATCH_RATE,
            MeasureName.TOKEN_JACCARD);

    private Leading() {}

    /** What a measure with bounds comes to where the outputs of all pairs are equal: 0, or 1 for one of likeness. */
    static double ofEqualOutputs(MeasureName measure) {
        return LIKENESS.contains(measure) ? 1 : 0;
    }

    /** The measure that decides, over one arm: the first that is guarded, else the leading one of the first output. */
    static ExperimentReport.@Nullable Measured first(ExperimentReport report, Arm arm) {
        if (!report.asked().guardrails().isEmpty()) {
            Guardrail guardrail = report.asked().guardrails().get(0);
            return report.measured(guardrail.output(), guardrail.measure(), arm);
        }
        return report.seen().measures().stream()
                .filter(each -> each.output() != null && each.arm() == arm && leads(each, report))
                .findFirst()
                .orElse(null);
    }

    /** Whether the measure is guarded, or leads its output. */
    static boolean leads(ExperimentReport.Measured measured, ExperimentReport report) {
        return report.guardrail(measured.output(), measured.measure()) != null
                || (measured.output() != null && measured.measure() == of(measured.output(), report));
    }

    /** The one that is customary, else the first that has bounds. */
    private static @Nullable MeasureName of(String output, ExperimentReport report) {
        List<MeasureName> bounded = report.seen().measures().stream()
                .filter(each -> Objects.equals(each.output(), output))
                .map(ExperimentReport.Measured::measure)
                .filter(each -> each.canBeGuarded() && !each.needsTruth())
                .toList();
        return bounded.stream()
                .filter(BY_CUSTOM::contains)
                .findFirst()
                .orElse(bounded.isEmpty() ? null : bounded.get(0));
    }
}
