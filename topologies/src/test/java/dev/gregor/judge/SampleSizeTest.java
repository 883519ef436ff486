package dev.gregor.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.measure.AsymptoticSequence;
import dev.gregor.measure.BetaBinomialSequence;
import dev.gregor.measure.Mean;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class SampleSizeTest {
    private static final BetaBinomialSequence RATES = new BetaBinomialSequence();

    @Property
    void withoutADifferenceTheCountIsTheSmallestAtWhichTheRateHolds(
            @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.9) double margin,
            @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.2) double alpha) {
        long n = SampleSize.ofRate(margin, 0, alpha).orElseThrow();

        assertThat(RATES.interval(0, n, alpha).high()).isLessThanOrEqualTo(margin);
        assertThat(n == 1 ? 1 : RATES.interval(0, n - 1, alpha).high()).isGreaterThan(margin);
    }

    @Property
    void withDifferencesTheRateHoldsAtTheCountAndNotAtOneLess(
            @ForAll @Scale(4) @DoubleRange(min = 0.01, max = 0.9) double margin) {
        double rate = margin / 2;
        long n = SampleSize.ofRate(margin, rate, 0.05).orElseThrow();
        long fewer = n - 1;

        assertThat(RATES.interval((long) Math.ceil(rate * n), n, 0.05).high()).isLessThanOrEqualTo(margin);
        assertThat(RATES.interval((long) Math.ceil(rate * fewer), fewer, 0.05).high())
                .isGreaterThan(margin);
    }

    @Property
    void aMeanHoldsAtTheCountAndNotAtALesserOne(
            @ForAll @Scale(4) @DoubleRange(min = 0.01, max = 10) double room,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 50) double deviation) {
        long n = SampleSize.ofMean(room, deviation, 0.05).orElseThrow();

        assertThat(AsymptoticSequence.DEFAULT.interval(n, 0, deviation, 0.05).high())
                .isLessThanOrEqualTo(room);
        if (n > AsymptoticSequence.FIRST) {
            assertThat(AsymptoticSequence.DEFAULT
                            .interval(n - 1, 0, deviation, 0.05)
                            .high())
                    .isGreaterThan(room);
        }
    }

    /** A tenth more than the count, since the spread that is seen is itself drawn. */
    @Test
    void runsOfThatManyPairsHoldTheMarginAlmostAlways() {
        SplittableRandom random = new SplittableRandom(7);
        long pairs = SampleSize.ofMean(1, 8, 0.05).orElseThrow();
        int narrowEnough = 0;
        for (int run = 0; run < 200; run++) {
            Mean mean = Mean.unbounded(false);
            for (long i = 0; i < pairs * 11 / 10; i++) {
                mean.add(8 * random.nextGaussian());
            }
            double halfWidth = mean.interval(0.05).high() - mean.value();
            narrowEnough += halfWidth <= 1 ? 1 : 0;
        }
        assertThat(narrowEnough).as("of 200 runs of %s pairs", pairs).isGreaterThanOrEqualTo(195);
    }

    @Test
    void whatNoCountCanShowHasNoCount() {
        assertThat(SampleSize.ofRate(0, 0, 0.05)).isEmpty();
        assertThat(SampleSize.ofRate(0.1, 0.1, 0.05)).isEmpty();
        assertThat(SampleSize.ofMean(0, 1, 0.05)).isEmpty();
        assertThat(SampleSize.ofMean(-1, 1, 0.05)).isEmpty();
        assertThat(SampleSize.ofMean(1e-6, 1e6, 0.05)).isEmpty();
        assertThatThrownBy(() -> SampleSize.ofMean(1, Double.NaN, 0.05)).hasMessageContaining("NaN");
    }

    @Test
    void thereAreNoBoundsOfAMeanBeforeTheHundredthPair() {
        assertThat(SampleSize.ofMean(1, 0, 0.05)).hasValue(AsymptoticSequence.FIRST);
    }
}
