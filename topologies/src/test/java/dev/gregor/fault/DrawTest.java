package dev.gregor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** All seeds are fixed: a change of the stream would change which damage an experiment does, so nobody may change it unknowingly. */
class DrawTest {
    private static final int N = 1_000_000;
    private static final double FIRST_DOUBLE = 0.3898297483912715;
    private static final int FIRST_INT = 16;
    private static final double FIRST_GAUSSIAN = 1.5391237070382409;
    private static final double FIRST_EXPONENTIAL = 1.1468452233025968;

    @Test
    void theStreamIsSplitMix64() {
        Draw draw = new Draw(1234567);
        assertThat(new long[] {draw.nextLong(), draw.nextLong(), draw.nextLong(), draw.nextLong(), draw.nextLong()})
                .containsExactly(
                        6457827717110365317L,
                        3203168211198807973L,
                        Long.parseUnsignedLong("9817491932198370423"),
                        4593380528125082431L,
                        Long.parseUnsignedLong("16408922859458223821"));
        SplittableRandom java = new SplittableRandom(42);
        Draw ours = new Draw(42);
        for (int i = 0; i < 1000; i++) {
            assertThat(ours.nextLong()).isEqualTo(java.nextLong());
        }
    }

    @Test
    void theDerivedDrawsAreFrozen() {
        Draw draw = new Draw(7);
        assertThat(draw.nextDouble()).isEqualTo(FIRST_DOUBLE);
        assertThat(draw.nextInt(1000)).isEqualTo(FIRST_INT);
        assertThat(new Draw(8).nextGaussian()).isEqualTo(FIRST_GAUSSIAN);
        assertThat(new Draw(9).nextExponential()).isEqualTo(FIRST_EXPONENTIAL);
    }

    @Test
    void doublesAreUniformFromZeroToBelowOne() {
        double[] sample = sample(Draw::nextDouble);
        Distances.assertAllBetween(sample, 0, Math.nextDown(1.0));
        assertFits(sample, x -> x);
        assertThat(Draw.unit(0)).isZero();
        assertThat(Draw.unit(-1)).isEqualTo(Math.nextDown(1.0));
    }

    @Test
    void integersAreUniformBelowTheirBound() {
        for (int bound : new int[] {1, 2, 3, 7, 1000, (1 << 30) + 1, Integer.MAX_VALUE}) {
            Draw draw = new Draw(bound);
            int cells = Math.min(bound, 7);
            long[] counts = new long[cells];
            for (int i = 0; i < N; i++) {
                int value = draw.nextInt(bound);
                assertThat(value >= 0 && value < bound).isTrue();
                counts[(int) ((long) value * cells / bound)]++;
            }
            double chiSquare = 0;
            for (int cell = 0; cell < cells; cell++) {
                // How many of the integers below the bound lie in the cell.
                double size = Math.ceil((cell + 1.0) * bound / cells) - Math.ceil((double) cell * bound / cells);
                double expected = N * size / bound;
                chiSquare += (counts[cell] - expected) * (counts[cell] - expected) / expected;
            }
            // The 99.9 % point of chi square with 6 degrees of freedom is 22.5.
            assertThat(chiSquare).as("bound " + bound).isLessThan(22.5);
        }
    }

    @Test
    void gaussiansAreStandardNormal() {
        double[] sample = sample(Draw::nextGaussian);
        assertFits(sample, NormalDistribution.of(0, 1)::cumulativeProbability);
        assertThat(moment(sample, 1)).isCloseTo(0, within(4 / Math.sqrt(N)));
        assertThat(moment(sample, 2)).isCloseTo(1, within(4 * Math.sqrt(2.0 / N)));
        assertThat(moment(sample, 3)).isCloseTo(0, within(4 * Math.sqrt(15.0 / N)));
        assertThat(moment(sample, 4)).isCloseTo(3, within(4 * Math.sqrt(96.0 / N)));
        double dependence = 0;
        for (int i = 1; i < N; i++) {
            dependence += sample[i] * sample[i - 1] / N;
        }
        assertThat(dependence).isCloseTo(0, within(4 / Math.sqrt(N)));
    }

    @Test
    void exponentialsHaveMeanOne() {
        double[] sample = sample(Draw::nextExponential);
        assertFits(sample, ExponentialDistribution.of(1)::cumulativeProbability);
        assertThat(moment(sample, 1)).isCloseTo(1, within(4 / Math.sqrt(N)));
        assertThat(moment(sample, 2)).isCloseTo(2, within(4 * Math.sqrt(20.0 / N)));
    }

    private interface Kind {
        double next(Draw draw);
    }

    private static double[] sample(Kind kind) {
        Draw draw = new Draw(20010101);
        double[] sample = new double[N];
        Arrays.setAll(sample, i -> kind.next(draw));
        return sample;
    }

    private static double moment(double[] sample, int power) {
        return Arrays.stream(sample).map(x -> Math.pow(x, power)).average().orElseThrow();
    }

    private static void assertFits(double[] sample, DoubleUnaryOperator cumulative) {
        assertThat(Distances.kolmogorovSmirnov(sample, cumulative)).isLessThan(Distances.bound(sample.length));
    }
}
