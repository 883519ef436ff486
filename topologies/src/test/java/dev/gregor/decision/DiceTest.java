package dev.gregor.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gregor.record.RawRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Not only the rate must be right: a draw must not depend on its neighbours either. All seeds are fixed. */
class DiceTest {
    private static final int N = 1_000_000;

    static List<Arguments> units() {
        return List.of(
                Arguments.of("records of one partition", "by: record", (LongFunction<RawRecord>) i -> at(0, i)),
                Arguments.of("records of a partition far on", "by: record", (LongFunction<RawRecord>)
                        i -> at(117, 40_000_000_000L + i)),
                Arguments.of("the same offset of many partitions", "by: record", (LongFunction<RawRecord>)
                        i -> at((int) i, 5)),
                Arguments.of("keys that are text", "by: key", (LongFunction<RawRecord>)
                        i -> keyed(("user-" + i).getBytes(UTF_8))),
                Arguments.of("keys that are numbers", "by: key", (LongFunction<RawRecord>)
                        i -> keyed(ByteBuffer.allocate(8).putLong(i).array())),
                Arguments.of("windows", "by: window, window: 10s", (LongFunction<RawRecord>)
                        i -> Given.record(3, i, null, "", i * 10_000 + i % 10_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("units")
    void hitsAreAsManyAsAskedForAndIndependent(String name, String by, LongFunction<RawRecord> units) {
        Dice dice = dice("select: {" + by + "}", 42);
        long[] draws = new long[N];
        Arrays.setAll(draws, i -> dice.unit(units.apply(i)));
        for (double fraction : new double[] {0.001, 0.05, 0.5}) {
            assertIndependent(hits(draws, fraction), fraction);
        }
        assertThat(hits(draws, 0).cardinality()).isZero();
        assertThat(hits(draws, 1).cardinality()).isEqualTo(N);
    }

    private static void assertIndependent(BitSet hits, double fraction) {
        double variance = fraction * (1 - fraction);
        assertThat(hits.cardinality()).isCloseTo((int) (N * fraction), within((int) (4 * Math.sqrt(N * variance))));

        for (int distance : new int[] {1, 2, 16, 1000}) {
            BitSet again = new BitSet(N);
            for (int i = hits.nextSetBit(0); i >= 0; i = hits.nextSetBit(i + 1)) {
                again.set(i + distance);
            }
            again.and(hits);
            double rateAfterHit = (double) again.cardinality() / hits.cardinality();
            assertThat(rateAfterHit)
                    .as("chance of a hit %d after a hit", distance)
                    .isCloseTo(fraction, within(4.5 * Math.sqrt(variance / hits.cardinality())));
        }

        int longest = 0;
        for (int from = hits.nextSetBit(0); from >= 0; from = hits.nextSetBit(hits.nextClearBit(from))) {
            longest = Math.max(longest, hits.nextClearBit(from) - from);
        }
        // A run of this length or more is expected less than 0.001 times.
        assertThat(longest).isLessThan((int) Math.ceil(Math.log(0.001 / N) / Math.log(fraction)));

        double dispersion = 0;
        for (int block = 0; block < N; block += 1000) {
            double difference = hits.get(block, block + 1000).cardinality() - 1000 * fraction;
            dispersion += difference * difference / (1000 * variance);
        }
        // Chi square with 1,000 degrees of freedom; the excess kurtosis of rare hits adds to its variance.
        double deviation = Math.sqrt(2 * 1000 + 1000 * (1 - 6 * variance) / (1000 * variance));
        assertThat(dispersion).as("variance over mean, times 1,000").isCloseTo(1000, within(4 * deviation));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("units")
    void twoRunsAgreeAndTwoSeedsDiffer(String name, String by, LongFunction<RawRecord> units) {
        Dice one = dice("select: {" + by + "}", 42);
        Dice same = dice("select: {" + by + "}", 42);
        Dice other = dice("select: {" + by + "}", 43);
        int both = 0;
        for (int i = 0; i < 100_000; i++) {
            long unit = one.unit(units.apply(i));
            assertThat(same.unit(units.apply(i))).isEqualTo(unit);
            both += Dice.hits(unit, 0.1) && Dice.hits(other.unit(units.apply(i)), 0.1) ? 1 : 0;
        }
        assertThat(both).isBetween(870, 1130);
    }

    @Test
    void twoExperimentsOfOneSeedAreIndependent() {
        Dice one = new Dice(Given.experiment("name: one, seed: 42"));
        Dice two = new Dice(Given.experiment("name: two, seed: 42"));
        int both = 0;
        for (int i = 0; i < 100_000; i++) {
            both += Dice.hits(one.unit(at(0, i)), 0.1) && Dice.hits(two.unit(at(0, i)), 0.1) ? 1 : 0;
        }
        assertThat(both).isBetween(870, 1130);
    }

    @Test
    void theDrawsAreFrozen() {
        Dice dice = new Dice(Given.experiment("name: distance-goes-missing, seed: 42"));
        Dice byKey = new Dice(Given.experiment("name: distance-goes-missing, seed: 42, select: {by: key}"));
        Dice byWindow =
                new Dice(Given.experiment("name: distance-goes-missing, seed: 42, select: {by: window, window: 10s}"));
        assertThat(List.of(
                        dice.unit(at(3, 18200)),
                        byKey.unit(keyed("DTW".getBytes(UTF_8))),
                        byKey.unit(Given.record(0, 0, null, "", 0)),
                        byWindow.unit(Given.record(3, 0, null, "", 978307200000L)),
                        Dice.draw(1, Dice.salt("drop-field", 0)).nextLong()))
                .containsExactly(
                        -654644333652103869L,
                        1378544359116740934L,
                        4965817109431079100L,
                        -6649318684023649328L,
                        -7398564303663022869L);
    }

    @Test
    void aLargerFractionHitsWhatASmallerOneHitsAndMore() {
        Dice dice = dice("select: {by: record}", 1);
        long[] draws = new long[100_000];
        Arrays.setAll(draws, i -> dice.unit(at(0, i)));
        BitSet smaller = hits(draws, 0.001);
        for (double fraction : new double[] {0.01, 0.05, 0.3, 0.9, 1}) {
            BitSet larger = hits(draws, fraction);
            BitSet lost = (BitSet) smaller.clone();
            lost.andNot(larger);
            assertThat(lost.cardinality()).isZero();
            assertThat(larger.cardinality()).isGreaterThan(smaller.cardinality());
            smaller = larger;
        }
    }

    @Test
    void allRecordsOfOneUnitShareTheirDraw() {
        Dice byKey = dice("select: {by: key}", 1);
        byte[] key = "DTW".getBytes(UTF_8);
        assertThat(byKey.unit(Given.record(0, 1, key, "a", 5)))
                .isEqualTo(byKey.unit(Given.record(7, 99, key.clone(), "b", 6)));
        assertThat(byKey.unit(Given.record(0, 1, null, "a", 5)))
                .isEqualTo(byKey.unit(Given.record(1, 2, null, "b", 6)));
        assertThat(byKey.unit(Given.record(0, 1, null, "a", 5)))
                .isNotEqualTo(byKey.unit(Given.record(0, 1, new byte[0], "a", 5)));

        Dice byWindow = dice("select: {by: window, window: 10s}", 1);
        long first = byWindow.unit(Given.record(0, 1, key, "a", 20_000));
        assertThat(byWindow.unit(Given.record(0, 2, null, "b", 29_999))).isEqualTo(first);
        assertThat(byWindow.unit(Given.record(0, 2, null, "b", 30_000))).isNotEqualTo(first);
        assertThat(byWindow.unit(Given.record(1, 1, key, "a", 20_000))).isNotEqualTo(first);
    }

    @Test
    void theDrawsOfAFaultDoNotDependOnWhatSelectedTheRecordNorOnOtherFaults() {
        Dice dice = dice("select: {by: record}", 1);
        int selected = 0;
        double sum = 0;
        double sumOfSquares = 0;
        double products = 0;
        for (int i = 0; i < N; i++) {
            long unit = dice.unit(at(0, i));
            if (Dice.hits(unit, 0.05)) {
                double first = Dice.draw(unit, Dice.salt("noise", 0)).nextDouble() - 0.5;
                double second = Dice.draw(unit, Dice.salt("noise", 1)).nextDouble() - 0.5;
                selected++;
                sum += first;
                sumOfSquares += first * first;
                products += first * second;
            }
        }
        double twelfth = 1.0 / 12;
        assertThat(sum / selected).isCloseTo(0, within(4 * Math.sqrt(twelfth / selected)));
        assertThat(sumOfSquares / selected).isCloseTo(twelfth, within(4 * Math.sqrt(1.0 / 180 / selected)));
        assertThat(products / selected).isCloseTo(0, within(4 * twelfth / Math.sqrt(selected)));
    }

    private static BitSet hits(long[] draws, double fraction) {
        BitSet hits = new BitSet(draws.length);
        for (int i = 0; i < draws.length; i++) {
            hits.set(i, Dice.hits(draws[i], fraction));
        }
        return hits;
    }

    private static Dice dice(String select, long seed) {
        return new Dice(Given.experiment("name: e, seed: " + seed + ", " + select));
    }

    private static RawRecord at(int partition, long offset) {
        return Given.record(partition, offset, null, "", 0);
    }

    private static RawRecord keyed(byte[] key) {
        return Given.record(0, 0, key, "", 0);
    }
}
