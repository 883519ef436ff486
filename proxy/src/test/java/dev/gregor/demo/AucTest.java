package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AucTest {

    @Test
    void perfectOrderIsOneAndItsReverseZero() {
        assertThat(auc(List.of(1, 2), List.of(3, 4))).isEqualTo(1);
        assertThat(auc(List.of(3, 4), List.of(1, 2))).isEqualTo(0);
    }

    @Test
    void equalScoresAreNoSkill() {
        assertThat(auc(List.of(7, 7, 7), List.of(7))).isEqualTo(0.5);
    }

    @Test
    void withoutPositivesItIsUnknown() {
        assertThat(auc(List.of(1, 2), List.of())).isNaN();
    }

    @Property(tries = 200)
    void itIsTheShareOfPairsInOrderWithTiesAsHalves(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 9) Integer> negatives,
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 9) Integer> positives) {
        double inOrder = 0;
        for (int positive : positives) {
            for (int negative : negatives) {
                inOrder += positive > negative ? 1 : positive == negative ? 0.5 : 0;
            }
        }

        assertThat(auc(negatives, positives)).isCloseTo(inOrder / (negatives.size() * positives.size()), within(1e-12));
    }

    private static double auc(List<Integer> negatives, List<Integer> positives) {
        Auc auc = new Auc();
        negatives.forEach(score -> auc.add(score, false));
        positives.forEach(score -> auc.add(score, true));
        return auc.value();
    }
}
