package dev.gregor.report;

import dev.gregor.config.Guardrail;
import dev.gregor.measure.Arm;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws the question of a guardrail: does the interval of the treated pairs lie inside the margin? The untreated pairs stand
 * below it, as the noise floor. A bound that is not known, or far away, is
 * an arrow that leaves the picture.
 */
final class IntervalPlot {
    private static final double HEIGHT = 104;
    private static final double TOP = 24;
    private static final double FLOOR = 80;
    private static final double LEFT = 78;

    private final Layout layout;
    private final Unit unit;
    private final Guardrail guardrail;
    private final Scale x;
    private final Svg svg;

    private IntervalPlot(Layout layout, Unit unit, Guardrail guardrail, Scale x, Svg svg) {
        this.layout = layout;
        this.unit = unit;
        this.guardrail = guardrail;
        this.x = x;
        this.svg = svg;
    }

    /**
     * Draws the picture.
     *
     * @param id unlike every other id of the page
     * @param description what it shows, for those who cannot see it
     */
    static String draw(
            ExperimentReport report, Guardrail guardrail, String id, Layout layout, String title, String description) {
        ExperimentReport.Measured treated = report.measured(guardrail.output(), guardrail.measure(), Arm.TREATED);
        ExperimentReport.Measured untreated = report.measured(guardrail.output(), guardrail.measure(), Arm.UNTREATED);
        IntervalPlot plot = new IntervalPlot(
                layout,
                Unit.of(guardrail.output(), guardrail.measure(), report.asked().units()),
                guardrail,
                scale(guardrail.margin(), treated, untreated, layout),
                Svg.picture(layout.style(), layout.width, HEIGHT, id, title, description));
        plot.zones();
        plot.axis();
        plot.row(Arm.TREATED, treated, 41);
        plot.row(Arm.UNTREATED, untreated, 64);
        return plot.svg.close("svg").toString();
    }

    /** From zero to beyond the margin and all bounds, but for bounds so far away that they would squeeze the rest. */
    private static Scale scale(
            double margin,
            ExperimentReport.@Nullable Measured treated,
            ExperimentReport.@Nullable Measured untreated,
            Layout layout) {
        List<ExperimentReport.Measured> arms =
                Stream.of(treated, untreated).flatMap(Stream::ofNullable).toList();
        double values = arms.stream().flatMap(m -> Stream.ofNullable(m.value())).reduce(margin, Math::max);
        double low = arms.stream()
                .flatMap(m -> Stream.of(m.value(), m.low()).flatMap(Stream::ofNullable))
                .reduce(Math.min(0.0, margin), Math::min);
        double high = arms.stream()
                .flatMap(m -> Stream.ofNullable(m.high()))
                .reduce(Math.max(values, margin * 1.25), Math::max);
        high = values > 0 ? Math.min(4 * values, high) : high;
        double size = high == low ? 1 : high - low;
        return new Scale(low < 0 ? low - size * 0.06 : 0, low + size * 1.06, LEFT, layout.width - 14);
    }

    private void zones() {
        double edge = x.at(guardrail.margin());
        boolean isBelow = guardrail.boundsFromAbove();
        svg.rectangle("zone", isBelow ? x.from() : edge, TOP, isBelow ? edge - x.from() : x.to() - edge, FLOOR - TOP);
        svg.line("margin", edge, 6, edge, FLOOR);
        String label = "margin " + unit.with(guardrail.margin());
        boolean fits = edge - x.from() > 7.0 * label.length() + 10;
        svg.label("margin-label", fits ? edge - 7 : edge + 7, 16, fits ? "end" : "start", label);
        if (isBelow && fits && x.to() - edge > 66) {
            svg.label("tick", edge + 7, 16, "start", "beyond");
        }
    }

    private void axis() {
        Scale shown = new Scale(x.low() * unit.factor(), x.high() * unit.factor(), x.from(), x.to());
        svg.line("zero", x.from(), FLOOR, x.to(), FLOOR);
        for (double tick : shown.ticks(layout == Layout.WIDE ? 8 : 4)) {
            double at = shown.at(tick);
            svg.line("mark", at, FLOOR, at, FLOOR + 4);
            svg.label("tick", at, FLOOR + 18, "middle", Figures.number(tick));
        }
    }

    private void row(Arm arm, ExperimentReport.@Nullable Measured measured, double at) {
        svg.label("row " + arm.word(), LEFT - 10, at + 4, "end", arm.word());
        if (measured == null || measured.value() == null) {
            svg.label("tick", LEFT + 10, at + 4, "start", "no pairs");
            return;
        }
        String style = "interval " + arm.word();
        boolean startsHere = measured.low() != null;
        boolean endsHere = measured.high() != null && measured.high() <= x.high();
        double low = measured.low() == null ? x.from() : x.within(measured.low());
        double high = measured.high() == null ? x.to() : x.within(measured.high());
        svg.line(style, low, at, high, at);
        svg.path(style, startsHere ? cap(low, at) : head(low, at, 6));
        svg.path(style, endsHere ? cap(high, at) : head(high, at, -6));
        svg.circle("dot " + arm.word(), x.at(measured.value()), at, 5.5);
    }

    private static String cap(double atX, double atY) {
        return "M" + Svg.number(atX) + " " + Svg.number(atY - 5) + "v10";
    }

    /** The head of an arrow whose tip stands at the place. */
    private static String head(double atX, double atY, double back) {
        return "M" + Svg.number(atX + back) + " " + Svg.number(atY - 5) + "L" + Svg.number(atX) + " " + Svg.number(atY)
                + "L" + Svg.number(atX + back) + " " + Svg.number(atY + 5);
    }
}
