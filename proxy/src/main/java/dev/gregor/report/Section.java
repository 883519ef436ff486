package dev.gregor.report;

import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the template needs of one experiment, in the order of the page.
 *
 * @param id the anchor of the section; a number, since a name may hold anything
 * @param origin the line of the article that it tests; null where it tests none
 * @param verdict the word, which also chooses symbol and colour
 */
record Section(
        String id,
        @Nullable Origin origin,
        String name,
        String verdict,
        String headline,
        List<String> reasons,
        String hypothesis,
        List<Fact> facts,
        String summary,
        List<Plot> plots,
        Flow flow,
        String selection,
        List<String> faults,
        List<Row> records,
        List<Card> samples,
        List<Chart> charts,
        List<Group> measures,
        List<Row> pairs,
        List<Fact> settings,
        List<String> notes,
        Findings findings,
        @Nullable Table skill,
        @Nullable Table monitor) {

    static Section of(ExperimentReport report, int number) {
        String id = "experiment-" + number;
        List<Fact> facts = Facts.of(report);
        return new Section(
                id,
                Origin.of(report),
                report.experiment(),
                report.verdict().word(),
                Sentences.headline(report),
                report.reasons(),
                report.asked().hypothesis(),
                facts,
                facts.get(1).value(),
                plots(report, id),
                Flow.of(report),
                report.asked().selection(),
                report.asked().faults(),
                Facts.records(report),
                report.shown().samples().stream().map(Card::of).toList(),
                charts(report, id),
                measures(report),
                Facts.pairs(report),
                Facts.settings(report),
                report.notes(),
                Findings.of(report, id),
                report.skill() == null ? null : Tables.skill(report.skill()),
                report.monitor() == null ? null : Tables.monitor(report.monitor()));
    }

    boolean hasSamples() {
        return !samples.isEmpty();
    }

    boolean hasMeasures() {
        return !measures.isEmpty();
    }

    boolean hasNotes() {
        return !notes.isEmpty();
    }

    private static List<Plot> plots(ExperimentReport report, String id) {
        List<Plot> plots = new ArrayList<>();
        for (Guardrail guardrail : report.asked().guardrails()) {
            plots.add(Plot.of(report, guardrail, id + "-margin-" + (plots.size() + 1)));
        }
        return plots;
    }

    private static List<Chart> charts(ExperimentReport report, String id) {
        List<Chart> charts = new ArrayList<>();
        for (Divergence divergence : Divergence.of(report)) {
            charts.add(Chart.of(divergence, id + "-chart-" + (charts.size() + 1)));
        }
        return charts;
    }

    private static List<Group> measures(ExperimentReport report) {
        record Measure(@Nullable String output, MeasureName measure) {}
        Set<Measure> measures = new LinkedHashSet<>();
        report.seen().measures().stream()
                .filter(m -> m.measure().canBeGuarded() && !m.measure().needsTruth())
                .filter(m -> m.n() > 0 || report.guardrail(m.output(), m.measure()) != null)
                .forEach(m -> measures.add(new Measure(m.output(), m.measure())));
        return measures.stream()
                .map(m -> Group.of(report, m.output(), m.measure()))
                .toList();
    }

    /** The line of the article that an experiment tests. */
    record Origin(String mode, String tests) {
        static @Nullable Origin of(ExperimentReport report) {
            String mode = report.failureMode();
            String tests = report.tests();
            return mode == null || tests == null ? null : new Origin(mode, tests);
        }
    }

    /** A figure with its label and what there is to add. */
    record Fact(String label, String value, String detail) {}

    /** A table of figures with a line of words above it. */
    record Table(String caption, List<String> heads, List<Cells> rows) {
        /** A row: its name and its figures. */
        record Cells(String label, String detail, List<String> cells) {}
    }

    /** A line of a table of counts. */
    record Row(String label, String count, String share, String meaning) {}

    /** One guardrail: the picture of the interval against its margin. */
    record Plot(String output, String measure, String position, String text, String wide, String narrow) {
        static Plot of(ExperimentReport report, Guardrail guardrail, String id) {
            Unit unit = Unit.of(
                    guardrail.output(), guardrail.measure(), report.asked().units());
            ExperimentReport.Measured treated = report.measured(guardrail.output(), guardrail.measure(), Arm.TREATED);
            String position = Sentences.position(treated, guardrail);
            String text = treated == null || treated.value() == null
                    ? "margin " + unit.with(guardrail.margin())
                    : unit.with(treated.value()) + ", " + Sentences.bounds(treated, unit) + "; margin "
                            + unit.with(guardrail.margin());
            String title = Sentences.subject(guardrail.output()) + ", " + Sentences.measure(guardrail.measure()) + ": "
                    + position;
            return new Plot(
                    Sentences.subject(guardrail.output()),
                    Sentences.measure(guardrail.measure()),
                    position,
                    text,
                    IntervalPlot.draw(report, guardrail, id + "-wide", Layout.WIDE, title, text),
                    IntervalPlot.draw(report, guardrail, id + "-narrow", Layout.NARROW, title, text));
        }
    }

    /** The way of the records through the route. */
    record Flow(
            String from,
            String seen,
            String hit,
            String to,
            @Nullable String canary,
            Asked.@Nullable Outputs outputs,
            String treated,
            String untreated,
            String missing) {
        static Flow of(ExperimentReport report) {
            return new Flow(
                    report.asked().route().from(),
                    Figures.count(report.seen().records().seen()),
                    Facts.hit(report),
                    report.asked().route().to(),
                    report.asked().route().canary(),
                    report.asked().outputs(),
                    Figures.count(report.seen().pairs().treated()),
                    Figures.count(report.seen().pairs().untreated()),
                    Figures.count(report.seen().pairs().missing()));
        }
    }

    /** One record before and after. */
    record Card(String id, String fault, String time, List<Diff.Line> lines, boolean unchanged) {
        static Card of(ExperimentReport.Sample sample) {
            List<Diff.Line> lines = Diff.of(sample.before(), sample.after());
            return new Card(
                    sample.id(),
                    sample.fault(),
                    Figures.instant(sample.timestamp()) + " UTC",
                    lines,
                    lines.stream().noneMatch(l -> l.kind() != Diff.Kind.SAME));
        }
    }

    /** One measure over time: the picture, and the same as a table. */
    record Chart(
            String output,
            String measure,
            String unit,
            String wide,
            String narrow,
            String remark,
            boolean guarded,
            boolean banded,
            List<Reading> lines) {

        static Chart of(Divergence divergence, String id) {
            String measure = Sentences.measure(divergence.measure());
            String title = Sentences.subject(divergence.output()) + ", " + measure + " over time";
            return new Chart(
                    Sentences.subject(divergence.output()),
                    measure,
                    divergence.unit().name(),
                    DivergenceChart.draw(divergence, id + "-wide", Layout.WIDE, title),
                    DivergenceChart.draw(divergence, id + "-narrow", Layout.NARROW, title),
                    Sentences.remark(divergence),
                    divergence.guardrail() != null,
                    divergence.isBanded(),
                    Moment.of(divergence).stream()
                            .map(m -> Reading.of(m, divergence.unit()))
                            .toList());
        }

        /** A row of the table. */
        record Reading(String start, String treated, String bounds, String n, String untreated, String rest) {
            static Reading of(Moment moment, Unit unit) {
                Curve.Point treated = moment.treated();
                Curve.Point untreated = moment.untreated();
                return new Reading(
                        Figures.instant(moment.start()),
                        unit.bare(treated == null ? null : treated.value()),
                        treated == null || treated.low() == null || treated.high() == null
                                ? "\u2013"
                                : unit.bare(treated.low()) + " to " + unit.bare(treated.high()),
                        Figures.count(treated == null ? 0 : treated.n()),
                        unit.bare(untreated == null ? null : untreated.value()),
                        Figures.count(untreated == null ? 0 : untreated.n()));
            }
        }
    }

    /** One measure of one output over the whole run, an arm a row. */
    record Group(String output, String measure, String unit, String margin, List<Line> lines) {
        static Group of(ExperimentReport report, @Nullable String output, MeasureName measure) {
            Unit unit = Unit.of(output, measure, report.asked().units());
            Guardrail guardrail = report.guardrail(output, measure);
            List<Line> lines = report.seen().measures().stream()
                    .filter(m -> Objects.equals(m.output(), output) && m.measure() == measure)
                    .map(m -> new Line(
                            m.arm().word(),
                            unit.bare(m.value()),
                            Sentences.bounds(m, unit.unnamed()),
                            Figures.count(m.n())))
                    .toList();
            return new Group(
                    Sentences.subject(output),
                    Sentences.measure(measure),
                    unit.name(),
                    guardrail == null ? "" : unit.with(guardrail.margin()),
                    lines);
        }

        /** A row of the table. */
        record Line(String arm, String value, String bounds, String n) {}
    }
}
