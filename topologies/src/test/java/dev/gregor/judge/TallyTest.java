package dev.gregor.judge;

import static dev.gregor.config.MeasureName.FLIP_RATE;
import static dev.gregor.config.MeasureName.MEAN_ABSOLUTE_DIFFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.gregor.config.MeasureName;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {
    /** 1, 2, 4, 8: mean 15 / 4, sample variance (85 - 225 / 4) / 3. */
    @Test
    void momentsAreMeanAndSampleDeviation() {
        Moments moments = new Moments();
        for (double distance : new double[] {1, 2, 4, 8}) {
            moments.add(distance);
        }

        assertThat(moments.n()).isEqualTo(4);
        assertThat(moments.mean()).isEqualTo(3.75);
        assertThat(moments.deviation()).isCloseTo(Math.sqrt(28.75 / 3), within(1e-15));
    }

    @Test
    void momentsSurviveALargeOffset() {
        Moments moments = new Moments();
        for (double distance : new double[] {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}) {
            moments.add(distance);
        }

        assertThat(moments.deviation()).isCloseTo(Math.sqrt(30), within(1e-9));
    }

    @Property
    void momentsMergeInAnyOrder(
            @ForAll @Size(min = 2, max = 60) List<@DoubleRange(min = 0, max = 1e6) @Scale(6) Double> distances,
            @ForAll long seed) {
        Moments whole = new Moments();
        distances.forEach(whole::add);

        Tally merged = mergedAtRandom(MEAN_ABSOLUTE_DIFFERENCE, distances, new Random(seed));

        Moments moments = (Moments) merged;
        assertThat(moments.n()).isEqualTo(whole.n());
        assertThat(moments.mean()).isCloseTo(whole.mean(), withPercentage(1e-10));
        // the deviation is known to the precision of the numbers, not to that of their spread
        assertThat(moments.deviation())
                .isCloseTo(whole.deviation(), within(1e-12 * (whole.mean() + whole.deviation())));
    }

    @Property
    void ratesMergeInAnyOrder(@ForAll @Size(max = 60) List<Boolean> flips, @ForAll long seed) {
        List<Double> distances = flips.stream().map(f -> f ? 1.0 : 0.0).toList();
        Rate whole = new Rate();
        distances.forEach(whole::add);

        Tally merged = mergedAtRandom(FLIP_RATE, distances, new Random(seed));

        assertThat(merged.toBytes()).isEqualTo(whole.toBytes());
    }

    private static Tally mergedAtRandom(MeasureName measure, List<Double> distances, Random random) {
        Tally[] parts = new Tally[5];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Tally.empty(measure);
        }
        distances.forEach(d -> parts[random.nextInt(parts.length)].add(d));
        Tally merged = Tally.empty(measure);
        for (Tally part : parts) {
            if (random.nextBoolean()) {
                merged.merge(part);
            } else {
                part.merge(merged);
                merged = part;
            }
        }
        return merged;
    }

    @ParameterizedTest
    @EnumSource(MeasureName.class)
    void anEmptyTallyChangesNothingByMerging(MeasureName measure) {
        Tally tally = Tally.empty(measure);
        tally.add(1);
        tally.add(0);
        byte[] before = tally.toBytes();

        tally.merge(Tally.empty(measure));
        Tally other = Tally.empty(measure);
        other.merge(tally);

        assertThat(tally.toBytes()).isEqualTo(before);
        assertThat(other.toBytes()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(MeasureName.class)
    void bytesGoThereAndBack(MeasureName measure) {
        Tally tally = Tally.empty(measure);
        for (int i = 0; i < 1000; i++) {
            tally.add(i % 3 == 0 ? 1 : 0);
        }

        Tally read = Tally.fromBytes(measure, tally.toBytes());

        assertThat(read.toBytes()).isEqualTo(tally.toBytes());
        assertThat(read.estimate("x", measure, Arm.TREATED, 0.05))
                .isEqualTo(tally.estimate("x", measure, Arm.TREATED, 0.05));
    }

    @ParameterizedTest
    @EnumSource(MeasureName.class)
    void aCopyGoesItsOwnWay(MeasureName measure) {
        Tally tally = Tally.empty(measure);
        tally.add(1);

        Tally copy = tally.copy();
        copy.add(0);

        assertThat(tally.n()).isEqualTo(1);
        assertThat(copy.n()).isEqualTo(2);
    }

    @Test
    void theLayoutOfTheBytesIsFixed() {
        Tally rate = Tally.empty(FLIP_RATE);
        rate.add(0);
        rate.add(1);
        rate.add(1);
        Tally moments = Tally.empty(MEAN_ABSOLUTE_DIFFERENCE);
        moments.add(1);
        moments.add(3);

        assertThat(rate.toBytes()).asHexString().isEqualTo("00000000000000020000000000000003");
        assertThat(moments.toBytes())
                .asHexString()
                .isEqualTo("0000000000000002" + "4000000000000000" + "4000000000000000");
    }

    @ParameterizedTest
    @EnumSource(MeasureName.class)
    void bytesThatAreNoTallyAreRefused(MeasureName measure) {
        assertThatIllegalArgumentException().isThrownBy(() -> Tally.fromBytes(measure, new byte[3]));
        byte[] negative = Tally.empty(measure).toBytes();
        negative[0] = -1;
        assertThatIllegalArgumentException().isThrownBy(() -> Tally.fromBytes(measure, negative));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNoDistanceIsRefusedAndNotCounted(double distance) {
        for (MeasureName measure : MeasureName.values()) {
            if (measure == MeasureName.OUTPUT_DELAY && Double.isFinite(distance)) {
                continue; // a treatment output may well come first
            }
            Tally tally = Tally.empty(measure);
            assertThatIllegalArgumentException().isThrownBy(() -> tally.add(distance));
            assertThat(tally.n()).isZero();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate().add(0.5));
    }

    @Test
    void talliesOfDifferentKindsDoNotMerge() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Moments().merge(new Rate()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate().merge(new Moments()));
    }

    @Test
    void withoutPairsNothingIsKnown() {
        Estimate mean =
                Tally.empty(MEAN_ABSOLUTE_DIFFERENCE).estimate("delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED, 0.05);
        Estimate rate = Tally.empty(FLIP_RATE).estimate("late", FLIP_RATE, Arm.UNTREATED, 0.05);

        assertThat(mean)
                .isEqualTo(new Estimate(
                        "delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED, Double.NaN, 0, Double.POSITIVE_INFINITY, 0));
        assertThat(rate).isEqualTo(new Estimate("late", FLIP_RATE, Arm.UNTREATED, Double.NaN, 0, 1, 0));
    }

    @Test
    void aMeanOfDistancesIsNeverBelowZero() {
        Moments moments = new Moments();
        for (int i = 0; i < 200; i++) {
            moments.add(i == 0 ? 100 : 0);
        }

        Estimate estimate = moments.estimate("delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED, 0.05);

        assertThat(estimate.value()).isCloseTo(0.5, within(1e-12));
        assertThat(estimate.low()).isZero();
        assertThat(estimate.high()).isGreaterThan(1);
    }

    @Test
    void distancesSoLargeThatTheirSquaresOverflowLeaveTheMeanUnbounded() {
        Moments moments = new Moments();
        for (int i = 0; i < 200; i++) {
            moments.add(i % 2 * 1e300);
        }

        Estimate estimate = Tally.fromBytes(MEAN_ABSOLUTE_DIFFERENCE, moments.toBytes())
                .estimate("delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED, 0.05);

        assertThat(estimate.value()).isCloseTo(5e299, withPercentage(1e-9));
        assertThat(estimate.low()).isZero();
        assertThat(estimate.high()).isInfinite();
    }
}
