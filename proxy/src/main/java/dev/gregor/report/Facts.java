package dev.gregor.report;

import dev.gregor.judge.Arm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of an experiment with their labels: the three that matter first, then the tables. */
final class Facts {
    private Facts() {}

    /** What was done to the pipeline, what it did to the predictions, and what there was without it. */
    static List<Section.Fact> of(ExperimentReport report) {
        return List.of(done(report), effect(report), floor(report));
    }

    /** How many records were hit, in figures. */
    static String hit(ExperimentReport report) {
        return Figures.count(report.records().injected().values().stream()
                .mapToLong(Long::longValue)
                .sum());
    }

    private static Section.Fact done(ExperimentReport report) {
        String seen = Figures.count(report.records().seen()) + " records seen";
        if (report.isAA()) {
            return new Section.Fact("Done to the pipeline", "nothing", "A/A run: " + seen + ", no fault declared");
        }
        long hit = report.records().injected().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Section.Fact(
                "Done to the pipeline",
                Figures.count(hit) + (hit == 1 ? " record hit" : " records hit"),
                String.join(", ", report.faults()) + "; "
                        + Figures.share(hit, report.records().seen()) + " of " + seen);
    }

    private static Section.Fact effect(ExperimentReport report) {
        String label = "Done to the predictions";
        ExperimentReport.Measured main = main(report, report.isAA() ? Arm.UNTREATED : Arm.TREATED);
        if (main == null || main.value() == null) {
            return new Section.Fact(label, "not known", "no pairs to compare");
        }
        Unit unit = Unit.of(main.output(), main.measure(), report.units());
        return new Section.Fact(
                label,
                unit.with(main.value()),
                Sentences.measure(main.output(), main.measure()) + ", " + Sentences.bounds(main, unit));
    }

    private static Section.Fact floor(ExperimentReport report) {
        String label = "Records that were not hit";
        ExperimentReport.Measured main = main(report, Arm.UNTREATED);
        if (main == null || main.value() == null) {
            return new Section.Fact(label, "not known", "no untreated pairs");
        }
        Unit unit = Unit.of(main.output(), main.measure(), report.units());
        return new Section.Fact(
                label,
                main.value() == 0 ? "exactly 0" : unit.with(main.value()),
                main.value() == 0
                        ? "no noise and no spill-over in " + Figures.count(main.n()) + " untreated pairs"
                        : "noise and spill-over in " + Figures.count(main.n()) + " untreated pairs");
    }

    /** The measure that decides: the first that is guarded, else the first there is. */
    private static ExperimentReport.@Nullable Measured main(ExperimentReport report, Arm arm) {
        if (!report.guardrails().isEmpty()) {
            ExperimentReport.Margin margin = report.guardrails().get(0);
            return report.measured(margin.output(), margin.measure(), arm);
        }
        return report.measures().stream()
                .filter(m -> m.output() != null && m.arm() == arm)
                .findFirst()
                .orElse(null);
    }

    static List<Section.Row> records(ExperimentReport report) {
        ExperimentReport.Records records = report.records();
        List<Section.Row> rows = new ArrayList<>();
        rows.add(new Section.Row("seen", Figures.count(records.seen()), "100\u00a0%", "passed through the route"));
        rows.add(row("selected", records.selected(), records.seen(), "chosen by the selection"));
        records.injected().forEach((fault, n) -> rows.add(row(fault, n, records.seen(), "injected")));
        records.skipped().forEach((reason, n) -> rows.add(row(reason, n, records.seen(), "skipped: passed untouched")));
        return rows;
    }

    private static Section.Row row(String label, long count, long whole, String meaning) {
        return new Section.Row(label, Figures.count(count), Figures.share(count, whole), meaning);
    }

    static List<Section.Row> pairs(ExperimentReport report) {
        ExperimentReport.Pairs pairs = report.pairs();
        return List.of(
                pair("treated", pairs.treated(), "both outputs of a record that was hit: the direct effect"),
                pair("untreated", pairs.untreated(), "both outputs of a record that was not: noise and spill-over"),
                pair("missing", pairs.missing(), "a control output without its treatment output"),
                pair("missing-treated", pairs.missingTreated(), "of these, the ones whose record was hit"),
                pair("orphan", pairs.orphan(), "a treatment output without its control output"),
                pair("duplicate", pairs.duplicate(), "a second output for the same record"),
                pair("invalid", pairs.invalid(), "an output that cannot be read or lacks a measured field"),
                pair(
                        "invalid-treated",
                        pairs.invalidTreated(),
                        "of these, treatment outputs whose record was hit and whose control output is valid"));
    }

    private static Section.Row pair(String label, long count, String meaning) {
        return new Section.Row(label, Figures.count(count), "", meaning);
    }

    static List<Section.Fact> settings(ExperimentReport report) {
        List<Section.Fact> settings = new ArrayList<>();
        settings.add(new Section.Fact("Revision", report.revision(), ""));
        settings.add(new Section.Fact("Seed", Long.toString(report.seed()), ""));
        settings.add(new Section.Fact("Expected", Sentences.expectation(report.expect()), ""));
        settings.add(new Section.Fact("Mode", Sentences.mode(report.mode()), ""));
        ExperimentReport.Outputs outputs = report.outputs();
        if (outputs != null) {
            settings.add(new Section.Fact("Paired by", outputs.pairBy(), ""));
        }
        for (ExperimentReport.Margin margin : report.guardrails()) {
            Unit unit = Unit.of(margin.output(), margin.measure(), report.units());
            settings.add(new Section.Fact(
                    "Guardrail",
                    Sentences.measure(margin.output(), margin.measure()) + " at most " + unit.with(margin.max()),
                    margin.windows() == 1
                            ? "halts when crossed"
                            : "halts when crossed in " + margin.windows() + " windows running"));
        }
        return settings;
    }
}
