package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void mergingWeighsByPairsAndKeepsTheWidestBounds() {
        Curve merged = curve(point(0, 1.0, 0.5, 1.5, 10), point(1, 4.0, 3.0, 9.0, 20), point(2, 7.0, 6.0, 8.0, 1))
                .merged(START, Duration.ofMinutes(2));

        assertThat(merged.points()).hasSize(2);
        Curve.Point first = merged.points().get(0);
        assertThat(first.value()).isCloseTo(3.0, within(1e-12));
        assertThat(first.low()).isEqualTo(0.5);
        assertThat(first.high()).isEqualTo(9.0);
        assertThat(first.n()).isEqualTo(30);
        assertThat(Duration.between(first.start(), first.end())).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void mergingWithAnUnboundedWindowIsUnbounded() {
        Curve merged = curve(point(0, 1.0, 0.5, 1.5, 10), point(1, 4.0, null, null, 20))
                .merged(START, Duration.ofMinutes(2));

        assertThat(merged.points().get(0).isBounded()).isFalse();
    }

    @Test
    void mergingIgnoresWindowsWithoutPairs() {
        Curve merged = curve(point(0, 1.0, 0.5, 1.5, 10), point(1, null, null, null, 0))
                .merged(START, Duration.ofMinutes(2));

        assertThat(merged.points().get(0).value()).isEqualTo(1.0);
        assertThat(merged.points().get(0).isBounded()).isTrue();
    }

    @Test
    void aWholeBucketWithoutWindowsIsAGap() {
        Curve merged = curve(point(0, 1.0, 0.5, 1.5, 1), point(2, 1.0, 0.5, 1.5, 1), point(9, 1.0, 0.5, 1.5, 1))
                .merged(START, Duration.ofMinutes(2));

        assertThat(merged.runs()).extracting(List::size).containsExactly(2, 1);
    }

    private static Curve curve(Curve.Point... points) {
        return new Curve(List.of(points), Duration.ZERO);
    }

    private static Curve.Point point(
            int minute, @Nullable Double value, @Nullable Double low, @Nullable Double high, long n) {
        Instant start = START.plus(Duration.ofMinutes(minute));
        return new Curve.Point(start, start.plus(Duration.ofMinutes(1)), value, low, high, n);
    }
}
