package dev.gregor.report;

import java.util.ArrayList;
import java.util.List;

/** The labels of the treated pairs on both arms: rows are those of the control arm, columns those of the treatment arm. */
record Matrix(String output, String sentence, List<String> labels, List<Row> rows) {

    static Matrix of(String output, OutputDetail.Confusion confusion) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < confusion.labels().size(); i++) {
            List<Cell> cells = new ArrayList<>();
            List<Long> counts = confusion.counts().get(i);
            for (int j = 0; j < counts.size(); j++) {
                cells.add(new Cell(Figures.count(counts.get(j)), i == j ? "same" : counts.get(j) > 0 ? "flipped" : ""));
            }
            rows.add(new Row(confusion.labels().get(i), cells));
        }
        long flipped = confusion.pairs() - confusion.equal();
        return new Matrix(
                output,
                Figures.count(flipped) + " of " + Figures.count(confusion.pairs()) + " labels flipped, "
                        + Figures.share(flipped, confusion.pairs()),
                confusion.labels(),
                rows);
    }

    /** All pairs with one label on the control arm. */
    record Row(String label, List<Cell> cells) {}

    /**
     * How often two labels met.
     *
     * @param style whether they are the same, or differ in at least one pair
     */
    record Cell(String count, String style) {}
}
