package dev.gregor.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowLimitTest {
    private final WindowLimit limit = new WindowLimit(2);

    @Test
    void theOldestWindowGivesWayWithAllItsKeys() {
        limit.admit("one", minute(1), "1a");
        limit.admit("one", minute(1), "1b");
        limit.admit("one", minute(2), "2a");

        assertThat(limit.admit("one", minute(3), "3a")).containsExactlyInAnyOrder("1a", "1b");
        assertThat(limit.admit("one", minute(2), "2b")).isEmpty();
    }

    @Test
    void aWindowOlderThanAllIsNotAdmitted() {
        limit.admit("one", minute(2), "2a");
        limit.admit("one", minute(3), "3a");

        assertThat(limit.admit("one", minute(1), "1a")).isNull();
    }

    @Test
    void theWholeRunAndOtherExperimentsTakeNoRoom() {
        limit.admit("one", minute(2), "2a");
        limit.admit("one", minute(3), "3a");

        assertThat(limit.admit("one", null, "run")).isEmpty();
        assertThat(limit.admit("two", minute(1), "1a")).isEmpty();
        assertThat(limit.admit("one", minute(2), "2a")).isEmpty();
    }

    private static Window minute(int number) {
        return Window.of(number * 60_000L, 60_000);
    }
}
