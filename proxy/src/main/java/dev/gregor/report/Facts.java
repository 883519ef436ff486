package dev.gregor.report;

import dev.gregor.config.Guardrail;
import dev.gregor.measure.Arm;
import java.util.ArrayList;
import java.util.List;

/** The figures of an experiment with their labels: the three that matter first, then the tables. */
final class Facts {
    private Facts() {}

    /** What was done to the pipeline, what it did to the predictions, and what there was without it. */
    static List<Section.Fact> of(ExperimentReport report) {
        return List.of(done(report), effect(report), floor(report));
    }

    /** How many records were hit, in figures. */
    static String hit(ExperimentReport report) {
        return Figures.count(report.seen().records().injected().values().stream()
                .mapToLong(Long::longValue)
                .sum());
    }

    private static Section.Fact done(ExperimentReport report) {
        String seen = Figures.count(report.seen().records().seen()) + " records seen";
        if (report.isAA()) {
            return new Section.Fact("Done to the pipeline", "nothing", "A/A run: " + seen + ", no fault declared");
        }
        long hit = report.seen().records().injected().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Section.Fact(
                "Done to the pipeline",
                Figures.count(hit) + (hit == 1 ? " record hit" : " records hit"),
                String.join(", ", report.asked().faults()) + "; "
                        + Figures.share(hit, report.seen().records().seen()) + " of " + seen);
    }

    private static Section.Fact effect(ExperimentReport report) {
        String label = "Done to the predictions";
        ExperimentReport.Measured main = Leading.first(report, report.isAA() ? Arm.UNTREATED : Arm.TREATED);
        if (main == null || main.value() == null) {
            return new Section.Fact(label, "not known", "no pairs to compare");
        }
        Unit unit = Unit.of(main.output(), main.measure(), report.asked().units());
        return new Section.Fact(
                label,
                unit.with(main.value()),
                Sentences.measure(main.output(), main.measure()) + ", " + Sentences.bounds(main, unit));
    }

    private static Section.Fact floor(ExperimentReport report) {
        String label = "Records that were not hit";
        ExperimentReport.Measured main = Leading.first(report, Arm.UNTREATED);
        if (main == null || main.value() == null) {
            return new Section.Fact(label, "not known", "no untreated pairs");
        }
        Unit unit = Unit.of(main.output(), main.measure(), report.asked().units());
        boolean isSame = main.value() == Leading.ofEqualOutputs(main.measure());
        return new Section.Fact(
                label,
                isSame ? "exactly " + (main.value() == 0 ? "0" : unit.with(main.value())) : unit.with(main.value()),
                isSame
                        ? "no noise and no spill-over in " + Figures.count(main.n()) + " untreated pairs"
                        : "noise and spill-over in " + Figures.count(main.n()) + " untreated pairs");
    }

    static List<Section.Row> records(ExperimentReport report) {
        ExperimentReport.Records records = report.seen().records();
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
        ExperimentReport.Pairs pairs = report.seen().pairs();
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
        settings.add(new Section.Fact("Revision", report.asked().revision(), ""));
        settings.add(new Section.Fact("Seed", Long.toString(report.asked().seed()), ""));
        settings.add(new Section.Fact(
                "Expected", Sentences.expectation(report.asked().expect()), ""));
        settings.add(new Section.Fact("Mode", Sentences.mode(report.asked().mode()), ""));
        Seen.Judged judged = report.seen().judged();
        if (judged != null) {
            settings.add(new Section.Fact(
                    "Judged",
                    Figures.minute(judged.last()) + " UTC",
                    judged.isFinal() ? "for good: the schedule had ended" : "as of then: nothing has ended it"));
        }
        Asked.Outputs outputs = report.asked().outputs();
        if (outputs != null) {
            settings.add(new Section.Fact("Paired by", outputs.pairBy(), ""));
        }
        for (Guardrail guardrail : report.asked().guardrails()) {
            Unit unit = Unit.of(
                    guardrail.output(), guardrail.measure(), report.asked().units());
            settings.add(new Section.Fact(
                    "Guardrail",
                    Sentences.measure(guardrail.output(), guardrail.measure()) + " " + Sentences.borne(guardrail, unit),
                    halts(guardrail)));
        }
        return settings;
    }

    private static String halts(Guardrail guardrail) {
        if (!guardrail.halt()) {
            return "decides the verdict, and halts nothing";
        }
        return guardrail.windows() == 1
                ? "halts when crossed"
                : "halts when crossed in " + guardrail.windows() + " windows running";
    }
}
