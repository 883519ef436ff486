package dev.gregor.report;

import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One measure of one output over time: what the chart and the table beside it show.
 *
 * @param bucket how much time a point stands for where windows were merged; null where a point is a window
 * @param guardrail null where the measure is not guarded
 */
record Divergence(
        @Nullable String output,
        MeasureName measure,
        Unit unit,
        Curve treated,
        Curve untreated,
        long windows,
        @Nullable Duration bucket,
        @Nullable Guardrail guardrail,
        ExperimentReport.@Nullable Measured treatedInAll,
        ExperimentReport.@Nullable Measured untreatedInAll) {

    /** More points than this would not be seen apart. */
    private static final int MOST_POINTS = 180;

    /** One for each output and measure that has windows, in the order of the windows; one of whole records where it is guarded. */
    static List<Divergence> of(ExperimentReport report) {
        Map<List<@Nullable Object>, Divergence> all = new LinkedHashMap<>();
        for (ExperimentReport.Window window : report.shown().windows()) {
            if (window.output() == null && report.guardrail(null, window.measure()) == null) {
                continue;
            }
            all.computeIfAbsent(
                    Arrays.asList(window.output(), window.measure()),
                    key -> of(report, window.output(), window.measure()));
        }
        return List.copyOf(all.values());
    }

    private static Divergence of(ExperimentReport report, @Nullable String output, MeasureName measure) {
        Curve treated = curve(report, output, measure, Arm.TREATED);
        Curve untreated = curve(report, output, measure, Arm.UNTREATED);
        long windows =
                points(treated, untreated).map(Curve.Point::start).distinct().count();
        Instant start = start(treated, untreated);
        Duration bucket = null;
        if (windows > MOST_POINTS) {
            bucket = bucket(treated, untreated);
            treated = treated.merged(start, bucket);
            untreated = untreated.merged(start, bucket);
        }
        return new Divergence(
                output,
                measure,
                Unit.of(output, measure, report.asked().units()),
                treated,
                untreated,
                windows,
                bucket,
                report.guardrail(output, measure),
                report.measured(output, measure, Arm.TREATED),
                report.measured(output, measure, Arm.UNTREATED));
    }

    private static Curve curve(ExperimentReport report, @Nullable String output, MeasureName measure, Arm arm) {
        return Curve.of(report.shown().windows().stream()
                .filter(w -> Objects.equals(w.output(), output) && w.measure() == measure && w.arm() == arm)
                .toList());
    }

    /** A whole number of windows, so that a bucket does not take half a window. */
    private static Duration bucket(Curve treated, Curve untreated) {
        long window = points(treated, untreated)
                .mapToLong(p -> Duration.between(p.start(), p.end()).toMillis())
                .min()
                .orElse(1);
        long span = Duration.between(start(treated, untreated), end(treated, untreated))
                .toMillis();
        long whole = Math.max(1, window);
        return Duration.ofMillis(whole * (1 + (span - 1) / (whole * MOST_POINTS)));
    }

    /** Whether some point of the treated pairs has bounds of its own. */
    boolean isBanded() {
        return treated.points().stream().anyMatch(Curve.Point::isBounded);
    }

    /** The points of both arms. */
    List<Curve.Point> points() {
        return points(treated, untreated).toList();
    }

    Instant start() {
        return start(treated, untreated);
    }

    Instant end() {
        return end(treated, untreated);
    }

    private static Instant start(Curve treated, Curve untreated) {
        return points(treated, untreated)
                .map(Curve.Point::start)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Instant end(Curve treated, Curve untreated) {
        return points(treated, untreated)
                .map(Curve.Point::end)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Stream<Curve.Point> points(Curve treated, Curve untreated) {
        return Stream.concat(treated.points().stream(), untreated.points().stream());
    }
}
