package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PageHinkleyTest {

    /** The running means of 1, 1, 4, 4 are 1, 1, 2, 2.5; above them lie 0, 0, 2, 1.5; less 0.5 each: -0.5, -0.5, 1.5, 1. */
    @Test
    void theSumsAreThoseComputedByHand() {
        PageHinkley test = new PageHinkley(0.5, 100, 1);

        test.alarms(1);
        test.alarms(1);
        assertThat(test.statistic()).isZero();
        test.alarms(4);
        assertThat(test.statistic()).isEqualTo(1.5, within(1e-12)); // 0.5 above the smallest sum, -1
        test.alarms(4);
        assertThat(test.statistic()).isEqualTo(2.5, within(1e-12));
        assertThat(test.mean()).isEqualTo(2.5);
    }

    /** The same mirrored: a fall counts like a rise. */
    @Test
    void aFallIsFoundLikeARise() {
        PageHinkley rise = new PageHinkley(0.5, 2, 1);
        PageHinkley fall = new PageHinkley(0.5, 2, 1);

        for (double value : new double[] {1, 1, 4}) {
            assertThat(rise.alarms(value)).isFalse();
            assertThat(fall.alarms(-value)).isFalse();
        }
        assertThat(rise.alarms(4)).isTrue();
        assertThat(fall.alarms(-4)).isTrue();
    }

    @Test
    void aChangeIsFoundSoonAfterItHappenedAndToldOfOnce() {
        SplittableRandom random = new SplittableRandom(7);
        PageHinkley test = new PageHinkley(0.25, 30, 100);
        int alarms = 0;
        int first = -1;

        for (int i = 0; i < 10_000; i++) {
            if (test.alarms(random.nextGaussian() + (i >= 5_000 ? 1 : 0))) {
                first = alarms++ == 0 ? i : first;
            }
        }

        assertThat(alarms).isEqualTo(1);
        assertThat(first).isBetween(5_010, 5_100);
    }

    @Test
    void aStreamWithoutAChangeRaisesNoAlarm() {
        SplittableRandom random = new SplittableRandom(11);
        PageHinkley test = new PageHinkley(0.1, 50, 100);

        for (int i = 0; i < 20_000; i++) {
            assertThat(test.alarms(random.nextGaussian())).as("value %d", i).isFalse();
        }
    }

    @Test
    void itWaitsForEnoughValuesAndPassesOverWhatIsNoNumber() {
        PageHinkley test = new PageHinkley(0, 1, 4);

        assertThat(test.alarms(0)).isFalse();
        assertThat(test.alarms(Double.NaN)).isFalse();
        assertThat(test.alarms(9)).isFalse();
        assertThat(test.alarms(9)).isFalse();
        assertThat(test.alarms(9)).isTrue();
        assertThat(test.statistic()).isZero();
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PageHinkley(-1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PageHinkley(0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PageHinkley(0, 1, 0));
    }
}
