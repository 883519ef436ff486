package dev.gregor.report;

import dev.gregor.measure.Arm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page says beyond verdict, charts and the measures with bounds: each part is left out where there is nothing to say.
 *
 * @param halt the receipt of the halt
 * @param distributions how the outputs of both arms are distributed
 * @param matrices which label met which
 * @param worst the pairs that moved most, one list for each output
 * @param effect the effect without what there is without it
 * @param measures those without bounds, one table for each output
 * @param truth how good the predictions of both arms are
 * @param segments the leading measures of each segment
 */
record Findings(
        @Nullable Receipt halt,
        List<Distribution> distributions,
        List<Matrix> matrices,
        List<Worst> worst,
        NetEffect effect,
        List<Section.Table> measures,
        List<Section.Table> truth,
        Section.@Nullable Table segments) {

    static Findings of(ExperimentReport report, String id) {
        List<Distribution> distributions = new ArrayList<>();
        List<Matrix> matrices = new ArrayList<>();
        for (OutputDetail detail : report.shown().details()) {
            if (detail.arm() == Arm.TREATED && detail.histogram() != null) {
                distributions.add(Distribution.of(
                        detail.output(),
                        detail.histogram(),
                        report.asked(),
                        id + "-distribution-" + (distributions.size() + 1)));
            }
            if (detail.arm() == Arm.TREATED && detail.confusion() != null) {
                matrices.add(Matrix.of(detail.output(), detail.confusion()));
            }
        }
        return new Findings(
                Receipt.of(report),
                distributions,
                matrices,
                Worst.of(report),
                NetEffect.of(report),
                ShownMeasures.of(report),
                TruthTable.of(report),
                Segments.of(report));
    }

    boolean hasDistributions() {
        return !distributions.isEmpty() || !matrices.isEmpty();
    }

    boolean hasWorst() {
        return !worst.isEmpty();
    }

    boolean hasMeasures() {
        return !measures.isEmpty();
    }

    boolean hasTruth() {
        return !truth.isEmpty();
    }
}
