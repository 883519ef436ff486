package dev.gregor.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The divergence of one arm over time, as it is drawn.
 *
 * @param points in the order of time; points without a value stand where windows had no pairs
 * @param reach how far apart two points may lie and still be joined: zero for windows, the width of a bucket for merged ones
 */
record Curve(List<Point> points, Duration reach) {
    Curve {
        points = List.copyOf(points);
    }

    /** A curve of windows of one arm, one point for each. */
    static Curve of(List<ExperimentReport.Window> windows) {
        return new Curve(
                windows.stream()
                        .sorted(Comparator.comparing(ExperimentReport.Window::start))
                        .map(w -> new Point(w.start(), w.end(), w.value(), w.low(), w.high(), w.n()))
                        .toList(),
                Duration.ZERO);
    }

    /**
     * The same curve with all points of a bucket merged into one. Its value is the mean weighted by pairs; its bounds are the
     * widest that any of them has, so that nothing looks more certain than it was.
     */
    Curve merged(Instant origin, Duration bucket) {
        SortedMap<Long, List<Point>> buckets = new TreeMap<>();
        for (Point point : points) {
            long index = Duration.between(origin, point.start()).toMillis() / bucket.toMillis();
            buckets.computeIfAbsent(index, i -> new ArrayList<>()).add(point);
        }
        return new Curve(buckets.values().stream().map(Point::merge).toList(), bucket);
    }

    /** The stretches without a gap: a window without pairs, or without a window at all, parts them. */
    List<List<Point>> runs() {
        List<List<Point>> runs = new ArrayList<>();
        Instant joined = Instant.MIN;
        for (Point point : points) {
            if (point.value() == null) {
                continue;
            }
            if (runs.isEmpty() || point.start().isAfter(joined)) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(point);
            joined = point.end().plus(reach);
        }
        return runs;
    }

    /**
     * One window, or several in a row.
     *
     * @param value null without a pair
     */
    record Point(
            Instant start,
            Instant end,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            long n) {

        boolean isBounded() {
            return low != null && high != null;
        }

        Instant middle() {
            return start.plus(Duration.between(start, end).dividedBy(2));
        }

        private static Point merge(List<Point> points) {
            double mean = 0;
            long n = 0;
            for (Point point : points) {
                if (point.value() != null && point.n() > 0) {
                    n += point.n();
                    mean += (point.value() - mean) * ((double) point.n() / n);
                }
            }
            return new Point(
                    points.get(0).start(),
                    points.get(points.size() - 1).end(),
                    n == 0 ? null : mean,
                    extreme(points, Point::low, Comparator.reverseOrder()),
                    extreme(points, Point::high, Comparator.naturalOrder()),
                    n);
        }

        /** The largest bound by the order; null where one of the points has none, since then nothing bounds them all. */
        private static @Nullable Double extreme(
                List<Point> points, Function<Point, @Nullable Double> bound, Comparator<Double> order) {
            List<@Nullable Double> bounds =
                    points.stream().filter(p -> p.value() != null).map(bound).toList();
            return bounds.stream().anyMatch(Objects::isNull)
                    ? null
                    : bounds.stream().max(order).orElse(null);
        }
    }
}
