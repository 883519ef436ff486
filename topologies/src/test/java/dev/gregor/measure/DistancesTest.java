package dev.gregor.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class DistancesTest {

    @Test
    void overlapCountsWhatBothTopsHave() {
        assertThat(Rankings.overlapAt(3, List.of("a", "b", "c", "d"), List.of("c", "x", "a", "b")))
                .isEqualTo(2 / 3.0);
        assertThat(Rankings.overlapAt(10, List.of("a", "b"), List.of("b", "a"))).isEqualTo(1);
        assertThat(Rankings.overlapAt(10, List.of("a", "b"), List.of("a"))).isEqualTo(0.5);
        assertThat(Rankings.overlapAt(10, List.of(), List.of())).isEqualTo(1);
        assertThat(Rankings.overlapAt(10, List.of(), List.of("a"))).isZero();
    }

    /** Equation 32 written out by hand for two lists of two and four, of which two items are in both. */
    @Test
    void rankBiasedOverlapIsDefinedForUnevenRankings() {
        double p = 0.9;
        double sum = 1 * p + 1 / 2.0 * p * p + 1 / 3.0 * p * p * p + 2 / 4.0 * Math.pow(p, 4);
        double uneven = 1 * 1 / (2 * 3.0) * p * p * p + 1 * 2 / (2 * 4.0) * Math.pow(p, 4);
        double expected = (1 - p) / p * (sum + uneven) + ((2 - 1) / 4.0 + 1 / 2.0) * Math.pow(p, 4);

        assertThat(Rankings.rankBiasedOverlap(p, List.of("a", "b"), List.of("a", "c", "d", "b")))
                .isCloseTo(expected, within(1e-15));
        assertThat(Rankings.rankBiasedOverlap(p, List.of(), List.of())).isEqualTo(1);
        assertThat(Rankings.rankBiasedOverlap(p, List.of(), List.of("a"))).isZero();
    }

    @Property
    void likenessesOfRankingsAreSymmetricAndOneForTheSame(
            @ForAll @Size(max = 20) @UniqueElements List<@IntRange(max = 30) Integer> one,
            @ForAll @Size(max = 20) @UniqueElements List<@IntRange(max = 30) Integer> two) {
        List<String> a = one.stream().map(String::valueOf).toList();
        List<String> b = two.stream().map(String::valueOf).toList();

        assertThat(Rankings.overlapAt(5, a, a)).isEqualTo(1);
        assertThat(Rankings.rankBiasedOverlap(0.9, a, a)).isCloseTo(1, within(1e-14));
        assertThat(Rankings.overlapAt(5, a, b))
                .isEqualTo(Rankings.overlapAt(5, b, a))
                .isBetween(0.0, 1.0);
        assertThat(Rankings.rankBiasedOverlap(0.9, a, b))
                .isCloseTo(Rankings.rankBiasedOverlap(0.9, b, a), within(1e-14))
                .isBetween(0.0, 1.0);
        double tau = Rankings.kendallTau(a, b);
        assertThat(Double.isNaN(tau) || (tau >= -1 && tau <= 1)).isTrue();
    }

    @Property
    void kendallsTauCountsPairsThatStandTheWrongWayRound(
            @ForAll @IntRange(min = 2, max = 40) int n, @ForAll long seed) {
        List<String> control = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            control.add("item" + i);
        }
        List<String> treatment = new ArrayList<>(control);
        Collections.shuffle(treatment, new Random(seed));
        int wrong = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                wrong += control.indexOf(treatment.get(i)) > control.indexOf(treatment.get(j)) ? 1 : 0;
            }
        }
        treatment.add(n / 2, "new");
        control.add(n / 3, "old");

        assertThat(Rankings.kendallTau(control, treatment)).isCloseTo(1 - 4.0 * wrong / (n * (n - 1)), within(1e-12));
    }

    @Test
    void kendallsTauNeedsTwoCommonItems() {
        assertThat(Rankings.kendallTau(List.of("a", "b"), List.of("b", "c"))).isNaN();
        assertThat(Rankings.kendallTau(List.of("a", "b"), List.of("b", "a"))).isEqualTo(-1);
    }

    @Test
    void vectorsOfDifferentLengthsHaveNoDistance() {
        assertThat(Vectors.cosineDistance(new double[] {1}, new double[] {1, 2}))
                .isNaN();
        assertThat(Vectors.euclideanDistance(new double[] {1}, new double[] {1, 2}))
                .isNaN();
    }

    @Test
    void vectorsOfAnyMagnitudeHaveADistance() {
        double[] zero = {0, 0};
        assertThat(Vectors.cosineDistance(zero, new double[] {-0.0, 0})).isZero();
        assertThat(Vectors.cosineDistance(zero, new double[] {1e-300, 0})).isEqualTo(1);
        assertThat(Vectors.cosineDistance(new double[] {1e150, 1e150}, new double[] {1e-200, -1e-200}))
                .isCloseTo(1, within(1e-15));
        assertThat(Vectors.cosineDistance(new double[] {1, 2}, new double[] {-10, -20}))
                .isCloseTo(2, within(1e-15));
        assertThat(Vectors.euclideanDistance(new double[] {0, 3}, new double[] {4, 0}))
                .isEqualTo(5);
        assertThat(Vectors.euclideanDistance(new double[] {1e150}, new double[] {-1e150}))
                .isEqualTo(2e150);
    }

    @Property
    void theEditDistanceIsThatOfTheTextbook(
            @ForAll @CharRange(from = 'a', to = 'd') @StringLength(max = 200) String one,
            @ForAll @CharRange(from = 'a', to = 'd') @StringLength(max = 200) String two) {
        int longer = Math.max(one.length(), two.length());

        assertThat(Texts.editDistance(one, two))
                .isEqualTo(longer == 0 ? 0 : (double) table(one, two) / longer)
                .isEqualTo(Texts.editDistance(two, one));
    }

    @Test
    void theEditDistanceGoesByCodePointAndLooksAtTheBeginning() {
        assertThat(Texts.editDistance("kitten", "sitting")).isEqualTo(3 / 7.0);
        assertThat(Texts.editDistance("\uD83D\uDE00", "\uD83D\uDE01")).isEqualTo(1);
        assertThat(Texts.editDistance("x".repeat(2_000) + "a", "x".repeat(2_000) + "b"))
                .isZero();
        assertThat(Texts.editDistance("x".repeat(5_000), "y".repeat(3_000))).isEqualTo(1);
        assertThat(Texts.editDistance("", "ab")).isEqualTo(1);
    }

    @Test
    void wordsAreCountedOnceAndInLowerCase() {
        assertThat(Texts.tokenJaccard("The flight, the FLIGHT is late!", "flight is on time"))
                .isEqualTo(2 / 6.0);
        assertThat(Texts.tokenJaccard("... ", "")).isEqualTo(1);
        assertThat(Texts.tokenJaccard("versp\u00e4tet", "VERSP\u00c4TET")).isEqualTo(1);
        assertThat(Texts.tokenJaccard("a", "b")).isZero();
    }

    private static int table(String one, String two) {
        int[][] table = new int[one.length() + 1][two.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= two.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                } else {
                    int same = table[i - 1][j - 1] + (one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1);
                    table[i][j] = Math.min(same, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
                }
            }
        }
        return table[one.length()][two.length()];
    }
}
