package dev.gregor.report;

import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The measures that decide nothing, one table for each output, each with the convention that it follows. */
final class ShownMeasures {
    /** The bins of the population stability index. */
    private static final int BINS = 10;

    private ShownMeasures() {}

    static List<Section.Table> of(ExperimentReport report) {
        Map<String, Set<MeasureName>> measures = new LinkedHashMap<>();
        Map<String, @Nullable String> outputs = new LinkedHashMap<>();
        Set<Arm> arms = new LinkedHashSet<>();
        for (ExperimentReport.Measured each : report.seen().measures()) {
            if (!each.measure().canBeGuarded() && !each.measure().needsTruth() && each.n() > 0) {
                String subject = Sentences.subject(each.output());
                measures.computeIfAbsent(subject, name -> new LinkedHashSet<>()).add(each.measure());
                outputs.put(subject, each.output());
                arms.add(each.arm());
            }
        }
        List<Section.Table> tables = new ArrayList<>();
        measures.forEach((subject, names) -> tables.add(new Section.Table(
                subject,
                arms.stream().map(Arm::word).toList(),
                names.stream()
                        .map(name -> row(report, outputs.get(subject), name, arms))
                        .toList())));
        return tables;
    }

    private static Section.Table.Cells row(
            ExperimentReport report, @Nullable String output, MeasureName measure, Set<Arm> arms) {
        Unit unit = Unit.of(output, measure, report.asked().units());
        List<String> cells = new ArrayList<>();
        for (Arm arm : arms) {
            ExperimentReport.Measured measured = report.measured(output, measure, arm);
            cells.add(measured == null ? "\u2013" : unit.with(measured.value()));
        }
        String convention = Conventions.of(measure);
        return new Section.Table.Cells(
                Sentences.measure(measure),
                measure == MeasureName.POPULATION_STABILITY_INDEX ? convention + unchanged(report, output) : convention,
                cells);
    }

    /** What the index comes to without any change, by chance alone: (bins - 1)(1/n + 1/m). */
    private static String unchanged(ExperimentReport report, @Nullable String output) {
        ExperimentReport.Measured treated =
                report.measured(output, MeasureName.POPULATION_STABILITY_INDEX, Arm.TREATED);
        long n = treated == null ? 0 : treated.n();
        long m = report.asked().isOfPopulations() ? report.seen().pairs().untreated() : n;
        n = report.asked().isOfPopulations() ? report.seen().pairs().treated() : n;
        return n == 0 || m == 0
                ? ""
                : "; for two independent samples of this size without any change about "
                        + Figures.number((BINS - 1) * (1.0 / n + 1.0 / m));
    }
}
