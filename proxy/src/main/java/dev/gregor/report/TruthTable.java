package dev.gregor.report;

import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How good the predictions of both arms are where the true values are known, one table for each output. */
final class TruthTable {
    private static final List<Line> LINES = List.of(
            new Line(
                    "accuracy",
                    MeasureName.ACCURACY_CONTROL,
                    MeasureName.ACCURACY_TREATMENT,
                    MeasureName.ACCURACY_DROP),
            new Line(
                    "macro-F1",
                    MeasureName.MACRO_F1_CONTROL,
                    MeasureName.MACRO_F1_TREATMENT,
                    MeasureName.MACRO_F1_DROP),
            new Line("AUC", MeasureName.AUC_CONTROL, MeasureName.AUC_TREATMENT, MeasureName.AUC_DROP),
            new Line(
                    "mean absolute error",
                    MeasureName.MEAN_ABSOLUTE_ERROR_CONTROL,
                    MeasureName.MEAN_ABSOLUTE_ERROR_TREATMENT,
                    MeasureName.MEAN_ABSOLUTE_ERROR_RISE),
            new Line("Brier score", null, null, MeasureName.BRIER_RISE),
            new Line("log loss, in nats", null, null, MeasureName.LOG_LOSS_RISE));

    private record Line(
            String name,
            @Nullable MeasureName control,
            @Nullable MeasureName treatment,
            MeasureName worse) {}

    private TruthTable() {}

    static List<Section.Table> of(ExperimentReport report) {
        List<Section.Table> tables = new ArrayList<>();
        report.seen().measures().stream()
                .filter(each -> each.measure().needsTruth() && each.arm() == Arm.TREATED && each.n() > 0)
                .map(ExperimentReport.Measured::output)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(output -> tables.add(new Section.Table(
                        output + ", over the treated pairs whose true value is known",
                        List.of("Control arm", "Treatment arm", "Worse by", "Bounds", "Pairs"),
                        LINES.stream()
                                .filter(line -> report.measured(output, line.worse(), Arm.TREATED) != null)
                                .map(line -> row(report, output, line))
                                .toList())));
        return tables;
    }

    private static Section.Table.Cells row(ExperimentReport report, String output, Line line) {
        ExperimentReport.Measured worse = Objects.requireNonNull(report.measured(output, line.worse(), Arm.TREATED));
        Unit unit = Unit.of(output, line.worse(), report.asked().units());
        boolean isBounded = worse.low() != null && worse.high() != null;
        return new Section.Table.Cells(
                line.name(),
                "",
                List.of(
                        value(report, output, line.control(), unit),
                        value(report, output, line.treatment(), unit),
                        unit.with(worse.value()),
                        isBounded ? unit.bare(worse.low()) + " to " + unit.with(worse.high()) : "\u2013",
                        Figures.count(worse.n())));
    }

    private static String value(ExperimentReport report, String output, @Nullable MeasureName measure, Unit unit) {
        ExperimentReport.Measured measured = measure == null ? null : report.measured(output, measure, Arm.TREATED);
        return measured == null ? "\u2013" : unit.with(measured.value());
    }
}
