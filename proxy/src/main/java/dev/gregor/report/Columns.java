package dev.gregor.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template needs to lay experiments beside each other.
 *
 * @param settings a row for each setting that is not the same for all
 * @param measures a row for each measure with bounds
 */
record Columns(List<Head> heads, List<Row> settings, List<Row> measures) {

    static Columns of(SideBySide sideBySide, List<Section> sections) {
        List<Head> heads = sections.stream()
                .map(each -> new Head(each.id(), each.name(), each.verdict()))
                .toList();
        List<Row> settings = sideBySide.settings().stream()
                .map(each -> new Row(
                        each.setting(),
                        "",
                        each.values().stream().map(value -> new Cell(value, "")).toList(),
                        "",
                        false))
                .toList();
        List<Row> measures = sideBySide.measures().stream()
                .filter(each -> each.measure().canBeGuarded())
                .map(each -> row(each, sideBySide.experiments()))
                .toList();
        return new Columns(heads, settings, measures);
    }

    boolean hasSettings() {
        return !settings.isEmpty();
    }

    boolean hasMeasures() {
        return !measures.isEmpty();
    }

    private static Row row(SideBySide.Row row, List<ExperimentReport> experiments) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < experiments.size(); i++) {
            cells.add(Cell.of(
                    row.values().get(i),
                    Unit.of(
                            row.output(),
                            row.measure(),
                            experiments.get(i).asked().units())));
        }
        Boolean overlap = row.overlap();
        return new Row(
                Sentences.measure(row.output(), row.measure()),
                row.arm().word(),
                cells,
                overlap == null ? "not known" : overlap ? "overlap" : "lie apart",
                Boolean.FALSE.equals(overlap));
    }

    /**
     * An experiment.
     *
     * @param id the anchor of its section
     */
    record Head(String id, String name, String verdict) {}

    /**
     * A line of one of the tables.
     *
     * @param bounds whether the bounds have a value in common, in words
     * @param apart whether they have none
     */
    record Row(String label, String detail, List<Cell> cells, String bounds, boolean apart) {}

    /** What stands in the column of an experiment. */
    record Cell(String value, String detail) {
        static Cell of(SideBySide.@Nullable Value value, Unit unit) {
            if (value == null || value.value() == null) {
                return new Cell("\u2013", "");
            }
            boolean isBounded = value.low() != null && value.high() != null;
            return new Cell(
                    unit.with(value.value()),
                    isBounded ? unit.bare(value.low()) + " to " + unit.bare(value.high()) : "");
        }
    }
}
