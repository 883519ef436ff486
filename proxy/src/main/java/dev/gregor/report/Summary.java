package dev.gregor.report;

import dev.gregor.config.Guardrail;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first thing of a report on all failure modes: a row for each line of the article, with each experiment that tests it.
 *
 * @param figures how many lines, experiments and faults there are, and what came out
 * @param modes the failure modes in the order of the article
 * @param others experiments that belong to no line, as the A/A run
 */
record Summary(List<Section.Fact> figures, List<Mode> modes, List<Row> others) {

    /** The summary; null where no experiment stands for a line. */
    static @Nullable Summary of(List<ExperimentReport> experiments, List<Section> sections) {
        Map<String, Map<String, List<Row>>> byMode = new LinkedHashMap<>();
        List<Row> others = new ArrayList<>();
        for (int i = 0; i < experiments.size(); i++) {
            ExperimentReport each = experiments.get(i);
            Row row = Row.of(each, sections.get(i));
            String mode = each.failureMode();
            if (mode == null) {
                others.add(row);
            } else {
                byMode.computeIfAbsent(mode, m -> new LinkedHashMap<>())
                        .computeIfAbsent(Objects.requireNonNullElse(each.tests(), ""), t -> new ArrayList<>())
                        .add(row);
            }
        }
        List<Mode> modes = byMode.entrySet().stream()
                .map(e -> Mode.of(e.getKey(), e.getValue()))
                .toList();
        return modes.isEmpty() ? null : new Summary(figures(experiments, modes), modes, others);
    }

    boolean hasOthers() {
        return !others.isEmpty();
    }

    private static List<Section.Fact> figures(List<ExperimentReport> experiments, List<Mode> modes) {
        int lines = modes.stream().mapToInt(mode -> mode.lines().size()).sum();
        List<ExperimentReport> tests =
                experiments.stream().filter(each -> each.failureMode() != null).toList();
        Set<String> kinds = new LinkedHashSet<>();
        tests.forEach(each -> kinds.addAll(each.seen().records().injected().keySet()));
        long injected = tests.stream().mapToLong(Row::injected).sum();
        String verdicts = Arrays.stream(Verdict.Kind.values())
                .filter(kind -> tests.stream().anyMatch(each -> each.verdict() == kind))
                .map(kind ->
                        tests.stream().filter(each -> each.verdict() == kind).count() + " " + kind.word())
                .collect(Collectors.joining(", "));
        long broken = tests.stream()
                .filter(each -> each.verdict() == Verdict.Kind.FAIL || each.verdict() == Verdict.Kind.HALTED)
                .count();
        return List.of(
                new Section.Fact(
                        "Tested",
                        lines + (lines == 1 ? " line" : " lines"),
                        "of the article, in " + modes.size() + (modes.size() == 1 ? " failure mode" : " failure modes")
                                + ", by " + tests.size() + " experiments"),
                new Section.Fact(
                        "Done to the pipeline",
                        Figures.count(injected) + " faults",
                        "of " + kinds.size() + " kinds, each of them in the ledger"),
                new Section.Fact("Hypotheses that did not hold", broken + " of " + tests.size(), verdicts));
    }

    /**
     * One failure mode of the article.
     *
     * @param number as {@code 1}
     * @param name as {@code Data ingestion}
     */
    record Mode(String number, String name, List<Line> lines) {
        static Mode of(String mode, Map<String, List<Row>> lines) {
            int space = mode.indexOf(' ');
            boolean isNumbered = space > 0 && mode.substring(0, space).chars().allMatch(Character::isDigit);
            return new Mode(
                    isNumbered ? mode.substring(0, space) : "",
                    isNumbered ? mode.substring(space + 1) : mode,
                    lines.entrySet().stream()
                            .map(e -> new Line(e.getKey(), e.getValue()))
                            .toList());
        }
    }

    /** One line of the article and the experiments that test it, one or more. */
    record Line(String tests, List<Row> rows) {}

    /**
     * One experiment.
     *
     * @param id the anchor of its section
     * @param faults what was injected and how often, as {@code drop-field 1,003}
     * @param effect the number that decides, with its unit
     * @param detail what that number is
     */
    record Row(String id, String name, String verdict, List<Count> faults, String effect, String detail) {
        static Row of(ExperimentReport report, Section section) {
            List<Count> faults = report.seen().records().injected().entrySet().stream()
                    .map(e -> new Count(e.getKey(), Figures.count(e.getValue())))
                    .toList();
            Effect effect = Effect.of(report);
            return new Row(
                    section.id(), report.experiment(), section.verdict(), faults, effect.value(), effect.detail());
        }

        static long injected(ExperimentReport report) {
            return report.seen().records().injected().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** How often a fault was injected. */
    record Count(String fault, String n) {}

    /** What was done to the predictions, in one number. */
    private record Effect(String value, String detail) {
        static Effect of(ExperimentReport report) {
            Arm arm = report.isAA() ? Arm.UNTREATED : Arm.TREATED;
            ExperimentReport.Measured moved = strongest(report, arm);
            String lost = lost(report);
            if (moved == null || moved.value() == null) {
                return new Effect(lost.isEmpty() ? "not known" : lost, lost.isEmpty() ? "no pairs to compare" : "");
            }
            Unit unit = Unit.of(moved.output(), moved.measure(), report.asked().units());
            String measure = Sentences.measure(moved.measure());
            String detail = moved.output() == null ? measure : moved.output() + ", " + measure;
            return new Effect(unit.with(moved.value()), lost.isEmpty() ? detail : detail + "; " + lost);
        }

        /** The measure that crossed its margin, else the first that is guarded, else the first there is. */
        private static ExperimentReport.@Nullable Measured strongest(ExperimentReport report, Arm arm) {
            ExperimentReport.Measured first = null;
            for (Guardrail guardrail : report.asked().guardrails()) {
                ExperimentReport.Measured each = report.measured(guardrail.output(), guardrail.measure(), arm);
                if (each != null && "beyond the margin".equals(Sentences.position(each, guardrail))) {
                    return each;
                }
                first = first == null ? each : first;
            }
            return first != null ? first : Leading.first(report, arm);
        }

        private static String lost(ExperimentReport report) {
            long missing = report.seen().pairs().missing();
            return missing == 0 ? "" : Figures.count(missing) + " missing";
        }
    }
}
