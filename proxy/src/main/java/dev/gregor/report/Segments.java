package dev.gregor.report;

import dev.gregor.measure.Arm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The leading measures of each segment. Their bounds are not shared out among the segments, so one of many may look odd by chance. */
final class Segments {
    private Segments() {}

    static Section.@Nullable Table of(ExperimentReport report) {
        if (report.seen().segments().isEmpty()) {
            return null;
        }
        List<Section.Table.Cells> rows = new ArrayList<>();
        for (Seen.Segment segment : report.seen().segments()) {
            for (ExperimentReport.Measured each : segment.measures()) {
                if (each.arm() == Arm.TREATED && each.n() > 0 && Leading.leads(each, report)) {
                    Unit unit = Unit.of(
                            each.output(), each.measure(), report.asked().units());
                    rows.add(new Section.Table.Cells(
                            segment.segment(),
                            Sentences.measure(each.output(), each.measure()),
                            List.of(
                                    unit.with(each.value()),
                                    Sentences.bounds(each, unit.unnamed()),
                                    Figures.count(each.n()))));
                }
            }
        }
        return new Section.Table("Treated pairs by segment", List.of("Value", "Bounds", "Pairs"), rows);
    }
}
