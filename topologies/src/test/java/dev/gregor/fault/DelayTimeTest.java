package dev.gregor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class DelayTimeTest {
    private static final int N = 100_000;

    @Test
    void aFixedTimeIsAlwaysTheSame() {
        assertThat(sample("30s")).containsOnly(30_000);
    }

    @Test
    void aUniformTimeLiesBetweenItsBounds() {
        double[] sample = sample("uniform: {min: 10s, max: 20s}");
        Distances.assertAllBetween(sample, 10_000, 20_000);
        assertFits(sample, x -> (x - 10_000) / 10_000);
        assertThat(sample("uniform: {min: 5s, max: 5s}")).containsOnly(5000);
    }

    @Test
    void aNormalTimeHasItsMeanAndDeviation() {
        assertFits(
                sample("normal: {mean: 60s, deviation: 5s}"),
                NormalDistribution.of(60_000, 5000)::cumulativeProbability);
    }

    @Test
    void aNormalTimeIsNeverNegative() {
        double[] sample = sample("normal: {mean: 0s, deviation: 10s}");
        Distances.assertAllBetween(sample, 0, Double.MAX_VALUE);
        long zeros = Arrays.stream(sample).filter(each -> each == 0).count();
        assertThat((double) zeros / N).isBetween(0.49, 0.51);
    }

    @Test
    void aLognormalTimeHasItsMedianAndItsTail() {
        assertFits(
                sample("lognormal: {median: 60s, sigma: 0.5}"),
                LogNormalDistribution.of(Math.log(60_000), 0.5)::cumulativeProbability);
        assertThat(sample("lognormal: {median: 1s, sigma: 0}")).containsOnly(1000);
    }

    @Test
    void anExponentialTimeHasItsMean() {
        assertFits(sample("exponential: {mean: 60s}"), ExponentialDistribution.of(60_000)::cumulativeProbability);
    }

    @Test
    void noTimeIsLongerThanAYear() {
        Distances.assertAllBetween(
                sample("lognormal: {median: 30d, sigma: 10}"), 0, (double) DelayTime.LONGEST.toMillis());
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> sample("uniform: {min: 2s, max: 1s}")).hasMessageContaining("1s is shorter than min");
        assertThatThrownBy(() -> sample("lognormal: {median: 1s, sigma: -1}")).hasMessageContaining("-1");
        assertThatThrownBy(() -> sample("lognormal: {median: 1s, sigma: .nan}")).hasMessageContaining("sigma");
        assertThatThrownBy(() -> sample("-5s")).hasMessageContaining("-5s");
        assertThatThrownBy(() -> sample("4000d")).hasMessageContaining("expected a duration from 0s to 365d");
    }

    private static double[] sample(String by) {
        DelayTime time = ((Delay) Given.fault("delay: {by: " + (by.contains(":") ? "{" + by + "}" : by) + "}")).by();
        double[] sample = new double[N];
        for (int i = 0; i < N; i++) {
            Duration drawn = time.draw(new Draw(1000L + i * 0x9e3779b97f4a7c15L));
            sample[i] = drawn.toMillis();
        }
        return sample;
    }

    /** Whole milliseconds stand for the half millisecond around them. */
    private static void assertFits(double[] sample, DoubleUnaryOperator cumulative) {
        Draw blur = new Draw(5);
        double[] blurred =
                Arrays.stream(sample).map(x -> x + blur.nextDouble() - 0.5).toArray();
        assertThat(Distances.kolmogorovSmirnov(blurred, cumulative)).isLessThan(Distances.bound(N));
    }
}
