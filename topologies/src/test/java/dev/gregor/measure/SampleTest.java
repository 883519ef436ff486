package dev.gregor.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleTest {

    @ParameterizedTest
    @EnumSource(Summary.Detail.class)
    void fewDifferentValuesAreKeptExactlyHoweverOftenTheyCome(Summary.Detail detail) {
        Sample sample = new Sample(detail);
        for (int i = 0; i < 100 * detail.limit(); i++) {
            sample.add(i % detail.limit() + 0.1);
        }

        assertThat(sample.isExact()).isTrue();
        assertThat(sample.n()).isEqualTo(100L * detail.limit());
        assertThat(sample.distribution().value(3)).isEqualTo(3.1);
        assertThat(sample.distribution().count(3)).isEqualTo(100);

        sample.add(-1);
        assertThat(sample.isExact()).isFalse();
        assertThat(sample.distribution().n()).isEqualTo(sample.n());
    }

    /** Over six orders of magnitude to either side of 0, which is what a run keeps without a collapse. */
    @Test
    void beyondThatEveryQuantileIsWithinOnePercent() {
        SplittableRandom random = new SplittableRandom(1);
        double[] numbers = new double[100_000];
        Sample sample = new Sample(Summary.Detail.RUN);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (random.nextInt(3) - 1) * Math.pow(10, random.nextDouble(-3, 3));
            sample.add(numbers[i]);
        }
        Arrays.sort(numbers);

        for (double share = 0; share <= 1; share += 0.001) {
            double exact = numbers[(int) Math.round(share * (numbers.length - 1))];
            assertThat(sample.distribution()
                            .quantile(Math.round(share * (numbers.length - 1)) / (numbers.length - 1.0)))
                    .isCloseTo(exact, within(0.01 * Math.abs(exact)));
        }
    }

    @Property
    void noOrderAndNoGroupingChangesTheBytes(
            @ForAll @IntRange(max = 700) int size, @ForAll @IntRange(max = 300) int decades, @ForAll long seed) {
        Random random = new Random(seed);
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            numbers.add(
                    random.nextInt(5) == 0
                            ? 0
                            : random.nextGaussian() * Math.pow(10, decades * (random.nextDouble() - 0.5)));
        }
        Sample whole = new Sample(Summary.Detail.WINDOW);
        numbers.forEach(whole::add);
        Collections.shuffle(numbers, random);
        Sample merged = new Sample(Summary.Detail.WINDOW);
        Sample part = new Sample(Summary.Detail.WINDOW);
        for (double number : numbers) {
            part.add(number);
            if (random.nextInt(20) == 0) {
                merged.merge(part);
                part = new Sample(Summary.Detail.WINDOW);
            }
        }
        part.merge(merged);

        assertThat(Bytes.of(part::write)).isEqualTo(Bytes.of(whole::write));
        assertThat(part.n()).isEqualTo(size);
        Sample read = Bytes.read(Bytes.of(part::write), in -> Sample.read(Summary.Detail.WINDOW, in));
        assertThat(Bytes.of(read::write)).isEqualTo(Bytes.of(whole::write));
        assertThat(read.n()).isEqualTo(size);
    }

    @Test
    void whatIsTooSmallBesideTheLargestCollapsesIntoTheLeastBin() {
        Sample sample = new Sample(Summary.Detail.WINDOW);
        for (int i = 0; i < 10_000; i++) {
            sample.add(Math.pow(10, i * 0.001 - 5));
        }
        Distribution distribution = sample.distribution();

        assertThat(distribution.size()).isEqualTo(512);
        assertThat(distribution.quantile(1)).isCloseTo(1e5, within(1e3));
        assertThat(distribution.quantile(0.7)).isCloseTo(100, within(1.0));
        // 13.5 octaves below the largest
        assertThat(distribution.quantile(0)).isBetween(1e5 / 12_000, 1e5 / 11_000);
    }

    @Test
    void theStateOfARunStaysSmall() {
        SplittableRandom random = new SplittableRandom(1);
        Sample sample = new Sample(Summary.Detail.RUN);
        for (int i = 0; i < 1_000_000; i++) {
            sample.add(random.nextGaussian() * Math.exp(20 * random.nextGaussian()));
        }

        assertThat(Bytes.of(sample::write).length).isLessThan(16_000);
    }

    @Test
    void theEndsOfTheDoublesHaveTheirPlace() {
        Sample sample = new Sample(Summary.Detail.WINDOW);
        for (int i = 0; i < 200; i++) {
            sample.add(Double.MAX_VALUE / (i + 1));
            sample.add(-Double.MIN_VALUE * (i + 1));
        }

        assertThat(sample.distribution().n()).isEqualTo(400);
        assertThat(sample.distribution().quantile(1)).isCloseTo(Double.MAX_VALUE, within(0.01 * Double.MAX_VALUE));
        assertThat(sample.distribution().quantile(0)).isNegative().isGreaterThan(-1e-300);
        assertThatIllegalArgumentException().isThrownBy(() -> sample.add(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> sample.merge(new Sample(Summary.Detail.RUN)));
    }

    @Property
    void quantilesLieBetweenTheirNeighboursInProportion(@ForAll @IntRange(min = 1, max = 50) int n) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = i;
        }

        assertThat(Distribution.of(numbers).quantile(0.3)).isCloseTo(0.3 * (n - 1), within(1e-12));
    }
}
