package dev.gregor.divergence;

import static dev.gregor.divergence.Side.CONTROL;
import static dev.gregor.divergence.Side.TREATMENT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long PATIENCE = 30_000;

    private final Progress progress = new Progress(0);

    @Test
    void theWatermarkIsThatOfTheSlowestPartition() {
        progress.heard(TREATMENT, 0, 9_000, 0, PATIENCE);
        progress.heard(TREATMENT, 1, 5_000, 0, PATIENCE);
        progress.heard(TREATMENT, 1, 4_000, 0, PATIENCE);

        assertThat(progress.watermark(TREATMENT, 0, PATIENCE)).isEqualTo(5_000);
    }

    @Test
    void theWatermarkOfBothIsTheLesserButForASideThatIsSilent() {
        progress.heard(TREATMENT, 0, 9_000, 0, PATIENCE);
        assertThat(progress.watermark(0, PATIENCE)).isEqualTo(Progress.UNKNOWN);
        progress.heard(CONTROL, 0, 5_000, 20_000, PATIENCE);

        assertThat(progress.watermark(29_999, PATIENCE)).isEqualTo(5_000);
        progress.heard(CONTROL, 0, 12_000, 29_999, PATIENCE);
        assertThat(progress.watermark(29_999, PATIENCE)).isEqualTo(9_000);
        assertThat(progress.watermark(30_000, PATIENCE)).isEqualTo(12_000);
        assertThat(progress.watermark(59_999, PATIENCE)).isEqualTo(Progress.UNKNOWN);
    }

    @Test
    void aSideThatWasNeverHeardHasNone() {
        assertThat(progress.watermark(CONTROL, 0, PATIENCE)).isEqualTo(Progress.UNKNOWN);
    }

    @Test
    void aPartitionThatFellSilentHoldsNothingBack() {
        progress.heard(TREATMENT, 0, 5_000, 0, PATIENCE);
        progress.heard(TREATMENT, 1, 9_000, 20_000, PATIENCE);

        assertThat(progress.watermark(TREATMENT, 29_999, PATIENCE)).isEqualTo(5_000);
        assertThat(progress.watermark(TREATMENT, 30_000, PATIENCE)).isEqualTo(9_000);
    }

    @Test
    void aPartitionThatTheOtherSideJustBeganIsAwaited() {
        progress.heard(TREATMENT, 1, 90_000_000, 0, PATIENCE);
        progress.heard(CONTROL, 0, 1_000, 100, PATIENCE);
        progress.heard(CONTROL, 1, 90_000_000, 100, PATIENCE);
        assertThat(progress.watermark(TREATMENT, 200, PATIENCE)).isEqualTo(Progress.UNKNOWN);

        progress.heard(TREATMENT, 0, 1_000, 300, PATIENCE);

        assertThat(progress.watermark(TREATMENT, 300, PATIENCE)).isEqualTo(1_000);
    }

    @Test
    void aPartitionThatNeverComesIsAwaitedForThePatienceOnly() {
        progress.heard(CONTROL, 0, 1_000, 0, PATIENCE);
        for (long now = 0; now <= 30_000; now += 1_000) {
            progress.heard(CONTROL, 0, 1_000, now, PATIENCE);
            progress.heard(TREATMENT, 1, 9_000, now, PATIENCE);
        }

        assertThat(progress.watermark(TREATMENT, 29_999, PATIENCE)).isEqualTo(Progress.UNKNOWN);
        assertThat(progress.watermark(TREATMENT, 30_000, PATIENCE)).isEqualTo(9_000);
    }

    @Test
    void aPartitionThatOutputsWaitFromSinceBeforeTheStartIsAwaited() {
        progress.resumed(CONTROL, 0, 1_000, PATIENCE);
        progress.heard(CONTROL, 1, 90_000_000, 100, PATIENCE);
        progress.heard(TREATMENT, 1, 90_000_000, 100, PATIENCE);
        assertThat(progress.watermark(TREATMENT, 200, PATIENCE)).isEqualTo(Progress.UNKNOWN);

        progress.heard(TREATMENT, 0, 1_000, 300, PATIENCE);

        assertThat(progress.watermark(TREATMENT, 300, PATIENCE)).isEqualTo(1_000);
    }

    @Test
    void partitionsOfDifferentNumbersTellNothingOfEachOtherJustAfterAStart() {
        Progress unlike = new Progress(0, false);
        unlike.heard(CONTROL, 0, 9_000, 100, PATIENCE);
        unlike.heard(TREATMENT, 0, 9_000, 29_000, PATIENCE);
        assertThat(unlike.watermark(TREATMENT, 29_999, PATIENCE)).isEqualTo(Progress.UNKNOWN);

        assertThat(unlike.watermark(TREATMENT, 30_000, PATIENCE)).isEqualTo(9_000);
    }

    @Test
    void aPartitionThatWasLeftBehindIsAwaitedForThePatienceOnly() {
        progress.resumed(CONTROL, 0, 1_000, PATIENCE);
        progress.heard(CONTROL, 1, 9_000, 100, PATIENCE);
        progress.heard(TREATMENT, 1, 9_000, 100, PATIENCE);
        progress.heard(CONTROL, 1, 9_500, 30_050, PATIENCE);
        progress.heard(TREATMENT, 1, 9_500, 30_050, PATIENCE);

        assertThat(progress.isBeginning(29_999, PATIENCE)).isTrue();
        assertThat(progress.isBeginning(30_000, PATIENCE)).isFalse();
        assertThat(progress.watermark(TREATMENT, 30_100, PATIENCE)).isEqualTo(9_500);
    }
}
