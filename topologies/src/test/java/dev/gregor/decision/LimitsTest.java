package dev.gregor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void aBudgetIsSharedOutWithoutARest() {
        Limits limits = new Limits(4, Integer.MAX_VALUE);
        long all = 0;
        for (int partition = 0; partition < 4; partition++) {
            all += limits.shareOf(10, partition);
        }
        assertThat(all).isEqualTo(10);
        assertThat(limits.shareOf(10, 3)).isEqualTo(2);
    }
}
