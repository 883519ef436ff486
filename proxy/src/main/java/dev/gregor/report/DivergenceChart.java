package dev.gregor.report;

import dev.gregor.measure.Arm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws a measure over time: the treated pairs as a line with the band of its bounds, the untreated pairs as a broken line,
 * the margin, and in a column of its own the whole run. Colours come from the page, so the drawing follows light and dark.
 */
final class DivergenceChart {
    private static final double TOP = 26;
    private static final double BOTTOM = 46;
    private static final int MOST_DOTS = 120;

    private final Divergence divergence;
    private final String id;
    private final Layout layout;
    private final Scale x;
    private final Scale y;
    private final Svg svg;

    private DivergenceChart(Divergence divergence, String id, Layout layout, String title) {
        this.divergence = divergence;
        this.id = id;
        this.layout = layout;
        this.x = times(divergence, layout);
        this.y = heights(divergence, layout);
        this.svg =
                Svg.picture(layout.style(), layout.width, layout.height, id, title, Sentences.description(divergence));
    }

    /**
     * Draws the chart.
     *
     * @param id unlike every other id of the page
     */
    static String draw(Divergence divergence, String id, Layout layout, String title) {
        return new DivergenceChart(divergence, id, layout, title).draw();
    }

    private String draw() {
        svg.open("clipPath", "id", id + "-plot")
                .rectangle("", x.from(), TOP - 6, x.to() - x.from(), y.from() - TOP + 12)
                .close("clipPath");
        svg.rectangle("aside", x.to() + 14, TOP - 6, layout.width - 2 - x.to() - 14, y.from() - TOP + 6);
        levels();
        dates();
        svg.open("g", "clip-path", "url(#" + id + "-plot)");
        divergence.treated().runs().forEach(this::bands);
        divergence.untreated().runs().forEach(run -> curve(run, Arm.UNTREATED));
        divergence.treated().runs().forEach(run -> curve(run, Arm.TREATED));
        svg.close("g");
        margin();
        wholeRun();
        svg.empty("line", "class", "cursor", "data-x", places(), "y1", TOP, "y2", y.from());
        return svg.close("svg").toString();
    }

    private static Scale times(Divergence divergence, Layout layout) {
        long start = divergence.start().toEpochMilli();
        long end = Math.max(start + 1, divergence.end().toEpochMilli());
        return new Scale((double) start, (double) end, layout.left, layout.width - layout.right);
    }

    /**
     * The heights that are shown: all values and the margin, and bounds as far as they do not squeeze the values flat. Bounds
     * that reach further are cut off.
     */
    private static Scale heights(Divergence divergence, Layout layout) {
        double margin =
                divergence.guardrail() == null ? 0 : divergence.guardrail().margin();
        double top = Math.max(0, margin);
        double bottom = Math.min(0, margin);
        for (Curve.Point point : divergence.points()) {
            top = Math.max(top, or(point.value(), 0));
            bottom = Math.min(bottom, or(point.value(), 0));
        }
        for (ExperimentReport.Measured measured : inAll(divergence)) {
            top = Math.max(top, or(measured.value(), 0));
            bottom = Math.min(bottom, or(measured.value(), 0));
        }
        double most = top * 1.6;
        double least = bottom * 1.6;
        for (Curve.Point point : divergence.treated().points()) {
            top = Math.max(top, Math.min(most, or(point.high(), 0)));
            bottom = Math.min(bottom, Math.max(least, or(point.low(), 0)));
        }
        double room = top == bottom ? 0.05 : top * 0.05 - bottom * 0.05;
        return new Scale(bottom - room, top + room, layout.height - BOTTOM, TOP);
    }

    private static List<ExperimentReport.Measured> inAll(Divergence divergence) {
        return Stream.of(divergence.treatedInAll(), divergence.untreatedInAll())
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static double or(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }

    private void levels() {
        double factor = divergence.unit().factor();
        Scale shown = new Scale(y.low() * factor, y.high() * factor, y.from(), y.to());
        for (double tick : shown.ticks(4)) {
            double at = shown.at(tick);
            svg.line(tick == 0 ? "zero" : "grid", x.from(), at, x.to(), at);
            svg.label("tick", x.from() - 8, at + 4, "end", Figures.number(tick));
        }
        svg.label("tick", 0, 12, "start", divergence.unit().name());
    }

    private void dates() {
        int most = Math.max(2, (int) ((x.to() - x.from()) / layout.perTick));
        double free = 0;
        for (Calendar.Tick tick : Calendar.ticks(divergence.start(), divergence.end(), most)) {
            double at = at(tick.at());
            svg.line("mark", at, y.from(), at, y.from() + 5);
            svg.label("tick", at, y.from() + 20, "middle", tick.label());
            if (!tick.context().isEmpty() && at >= free) {
                svg.label("tick", at, y.from() + 36, "middle", tick.context());
                free = at + 8.0 * tick.context().length();
            }
        }
    }

    private void bands(List<Curve.Point> run) {
        List<Curve.Point> bounded = new ArrayList<>();
        for (Curve.Point point : run) {
            if (point.isBounded()) {
                bounded.add(point);
            } else {
                band(bounded);
                bounded.clear();
            }
        }
        band(bounded);
    }

    private void band(List<Curve.Point> points) {
        if (points.size() == 1) {
            Curve.Point point = points.get(0);
            svg.line("whisker", at(point.middle()), high(point), at(point.middle()), low(point));
        } else if (points.size() > 1) {
            StringBuilder path = new StringBuilder();
            points.forEach(p -> to(path, at(p.middle()), high(p)));
            for (int i = points.size() - 1; i >= 0; i--) {
                to(path, at(points.get(i).middle()), low(points.get(i)));
            }
            svg.path("band", path.append('Z'));
        }
    }

    private void curve(List<Curve.Point> run, Arm arm) {
        StringBuilder path = new StringBuilder();
        run.forEach(p -> to(path, at(p.middle()), y.within(or(p.value(), 0))));
        boolean isAlone = run.size() == 1;
        if (!isAlone) {
            svg.path("line " + arm.word(), path);
        }
        if (isAlone || (arm == Arm.TREATED && divergence.treated().points().size() <= MOST_DOTS)) {
            run.forEach(p ->
                    svg.circle("dot " + arm.word(), at(p.middle()), y.within(or(p.value(), 0)), isAlone ? 3.5 : 2.2));
        }
    }

    private void margin() {
        if (divergence.guardrail() != null) {
            double margin = divergence.guardrail().margin();
            svg.line("margin", x.from(), y.at(margin), layout.width - 4, y.at(margin));
            String label = "margin " + divergence.unit().with(margin);
            svg.label("margin-label", x.from() + 4, y.at(margin) - 7, "start", label);
        }
    }

    private void wholeRun() {
        double left = x.to() + 14;
        double room = layout.width - 2 - left;
        svg.label("tick", left + room / 2, y.from() + 20, "middle", "whole run");
        for (ExperimentReport.Measured measured : inAll(divergence)) {
            String arm = measured.arm().word();
            double at = left + room * (measured.arm() == Arm.TREATED ? 0.32 : 0.7);
            if (measured.low() != null && measured.high() != null) {
                svg.line("interval " + arm, at, clamp(measured.low()), at, clamp(measured.high()));
            }
            if (measured.value() != null) {
                svg.circle("dot " + arm, at, y.within(measured.value()), 4.5);
            }
        }
    }

    private static void to(StringBuilder path, double atX, double atY) {
        path.append(path.length() == 0 ? "M" : "L")
                .append(Svg.number(atX))
                .append(' ')
                .append(Svg.number(atY));
    }

    private double at(Instant instant) {
        return x.at((double) instant.toEpochMilli());
    }

    private double low(Curve.Point point) {
        return clamp(or(point.low(), 0));
    }

    private double high(Curve.Point point) {
        return clamp(or(point.high(), 0));
    }

    /** A place in the plot, or just outside of it for what lies beyond. */
    private double clamp(double value) {
        return Math.max(TOP - 6, Math.min(y.from() + 6, y.at(value)));
    }

    /** Where the points stand, for the pointer: a number for each row of the table beside the chart. */
    private String places() {
        return Moment.of(divergence).stream()
                .map(m -> Svg.number(at(m.middle())))
                .collect(Collectors.joining(" "));
    }
}
