package dev.gregor.report;

import dev.gregor.judge.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the template of the page needs, in the order of the page. The names of its components are the names in the template.
 *
 * @param tally the verdicts in words, as {@code 2 experiments: 1 pass, 1 fail}
 * @param summary the lines of the article with the experiments that test them; null outside of a run of all
 * @param columns the experiments beside each other; null where that is not asked for
 * @param several whether there is more than one experiment, so that a table of contents is of use
 */
record Page(
        String application,
        String generated,
        String tally,
        @Nullable Summary summary,
        boolean several,
        boolean none,
        @Nullable Columns columns,
        List<Section> experiments) {

    static Page of(Report report) {
        return of(report, null);
    }

    static Page of(SideBySide sideBySide) {
        return of(sideBySide.report(), sideBySide);
    }

    private static Page of(Report report, @Nullable SideBySide sideBySide) {
        List<Section> sections = new ArrayList<>();
        for (ExperimentReport experiment : report.experiments()) {
            sections.add(Section.of(experiment, sections.size() + 1));
        }
        return new Page(
                report.application(),
                Figures.minute(report.generated()) + " UTC",
                tally(report.experiments()),
                Summary.of(report.experiments(), sections),
                sections.size() > 1,
                sections.isEmpty(),
                sideBySide == null ? null : Columns.of(sideBySide, sections),
                sections);
    }

    private static String tally(List<ExperimentReport> experiments) {
        Map<Verdict.Kind, Long> counts = experiments.stream()
                .collect(Collectors.groupingBy(
                        ExperimentReport::verdict, () -> new EnumMap<>(Verdict.Kind.class), Collectors.counting()));
        String all = experiments.size() == 1 ? "" : experiments.size() + " experiments: ";
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey().word())
                .collect(Collectors.joining(", ", all, ""));
    }
}
