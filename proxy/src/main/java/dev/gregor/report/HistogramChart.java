package dev.gregor.report;

import java.util.List;

/**
 * Draws two distributions over the same bins, one over the other: the control arm as a broken outline, the treatment arm as a filled
 * one. The height of a bin is its share of the outputs over its width, so that wide bins do not look fuller than they are.
 */
final class HistogramChart {
    private static final double TOP = 16;
    private static final double BOTTOM = 30;
    private static final double HEIGHT = 200;
    private static final double RIGHT = 14;

    private final OutputDetail.Histogram histogram;
    private final Scale x;
    private final Scale y;
    private final Svg svg;

    private HistogramChart(OutputDetail.Histogram histogram, Layout layout, Svg svg) {
        this.histogram = histogram;
        List<Double> edges = histogram.edges();
        x = new Scale(edges.get(0), edges.get(edges.size() - 1), layout.left, layout.width - RIGHT);
        double highest = Math.max(highest(histogram.control()), highest(histogram.treatment()));
        y = new Scale(0, highest == 0 ? 1 : highest * 1.04, HEIGHT - BOTTOM, TOP);
        this.svg = svg;
    }

    /**
     * Draws the picture.
     *
     * @param id unlike every other id of the page
     */
    static String draw(OutputDetail.Histogram histogram, String unit, String id, Layout layout, String title) {
        String text = "From " + Figures.number(histogram.edges().get(0)) + " to "
                + Figures.number(histogram.edges().get(histogram.bins())) + (unit.isEmpty() ? "" : " " + unit) + ". "
                + mode("control", histogram, histogram.control()) + " "
                + mode("treatment", histogram, histogram.treatment());
        Svg svg = Svg.picture(layout.style(), layout.width, HEIGHT, id, title, text);
        HistogramChart chart = new HistogramChart(histogram, layout, svg);
        chart.axis(layout);
        svg.path("bars treatment", chart.outline(histogram.treatment()));
        svg.path("bars control", chart.outline(histogram.control()));
        return svg.close("svg").toString();
    }

    private static String mode(String arm, OutputDetail.Histogram histogram, List<Long> counts) {
        int fullest = 0;
        for (int i = 0; i < counts.size(); i++) {
            fullest = counts.get(i) > counts.get(fullest) ? i : fullest;
        }
        return Distribution.sum(counts) == 0
                ? "The " + arm + " arm has no outputs."
                : "Most outputs of the " + arm + " arm lie from "
                        + Figures.number(histogram.edges().get(fullest)) + " to "
                        + Figures.number(histogram.edges().get(fullest + 1)) + ".";
    }

    private double highest(List<Long> counts) {
        double highest = 0;
        for (int i = 0; i < counts.size(); i++) {
            highest = Math.max(highest, density(counts, i));
        }
        return highest;
    }

    private double density(List<Long> counts, int bin) {
        double width = histogram.edges().get(bin + 1) - histogram.edges().get(bin);
        long all = Distribution.sum(counts);
        return all == 0 || !(width > 0) ? 0 : counts.get(bin) / (all * width);
    }

    private void axis(Layout layout) {
        svg.line("zero", x.from(), y.from(), x.to(), y.from());
        for (double tick : x.ticks(layout == Layout.WIDE ? 8 : 4)) {
            svg.line("mark", x.at(tick), y.from(), x.at(tick), y.from() + 4);
            svg.label("tick", x.at(tick), y.from() + 18, "middle", Figures.number(tick));
        }
        svg.label("tick", 0, 12, "start", "density of the outputs");
    }

    private String outline(List<Long> counts) {
        StringBuilder path = new StringBuilder("M" + point(histogram.edges().get(0), 0));
        for (int i = 0; i < counts.size(); i++) {
            double density = density(counts, i);
            path.append('L').append(point(histogram.edges().get(i), density));
            path.append('L').append(point(histogram.edges().get(i + 1), density));
        }
        return path.append('L')
                .append(point(histogram.edges().get(counts.size()), 0))
                .toString();
    }

    private String point(double atX, double atY) {
        return Svg.number(x.at(atX)) + " " + Svg.number(y.at(atY));
    }
}
