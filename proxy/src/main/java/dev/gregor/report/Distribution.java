package dev.gregor.report;

import java.util.ArrayList;
import java.util.List;

/** How one output of the treated pairs is distributed on both arms: the picture, and the same as a table. */
record Distribution(String output, String unit, String pairs, String wide, String narrow, List<Bin> bins) {

    static Distribution of(String output, OutputDetail.Histogram histogram, Asked asked, String id) {
        String unit = asked.units().getOrDefault(output, "");
        String title = output + ", how it is distributed on both arms";
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < histogram.bins(); i++) {
            bins.add(new Bin(
                    Figures.number(histogram.edges().get(i)),
                    Figures.number(histogram.edges().get(i + 1)),
                    Figures.count(histogram.control().get(i)),
                    Figures.count(histogram.treatment().get(i))));
        }
        return new Distribution(
                output,
                unit,
                Figures.count(sum(histogram.treatment())),
                HistogramChart.draw(histogram, unit, id + "-wide", Layout.WIDE, title),
                HistogramChart.draw(histogram, unit, id + "-narrow", Layout.NARROW, title),
                bins);
    }

    static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** A row of the table. */
    record Bin(String from, String to, String control, String treatment) {}
}
