package dev.gregor.report;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The points of both arms side by side: one row of the table beside a chart. */
record Moment(Instant start, Instant end, Curve.@Nullable Point treated, Curve.@Nullable Point untreated) {

    static List<Moment> of(Divergence divergence) {
        SortedMap<Instant, Moment> moments = new TreeMap<>();
        for (Curve.Point point : divergence.treated().points()) {
            moments.put(point.start(), new Moment(point.start(), point.end(), point, null));
        }
        for (Curve.Point point : divergence.untreated().points()) {
            moments.merge(
                    point.start(),
                    new Moment(point.start(), point.end(), null, point),
                    (a, b) -> new Moment(a.start, a.end, a.treated, b.untreated));
        }
        return List.copyOf(moments.values());
    }

    Instant middle() {
        return new Curve.Point(start, end, null, null, null, 0).middle();
    }
}
