package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.judge.Verdict;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.Seen;
import dev.gregor.results.VerdictEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestWatchTest {
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private final RestWatch watch = new RestWatch(100, REST, SILENCE);

    private static Optional<VerdictEvent> verdict(long treated, long untreated, long missing, long excluded) {
        return Optional.of(new VerdictEvent(
                Verdict.Kind.INCONCLUSIVE,
                List.of("so far"),
                new Seen.Judged(Instant.EPOCH, Instant.EPOCH, false),
                new ExperimentReport.Records(100, treated, Map.of(), Map.of()),
                new ExperimentReport.Pairs(treated, untreated, missing, 0, 0, 0),
                excluded,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of()));
    }

    private boolean isOver(Optional<VerdictEvent> verdict, long millis) {
        return watch.isOver(verdict, Duration.ofMillis(millis).toNanos());
    }

    @Test
    void isNotOverBeforeAVerdict() {
        assertThat(isOver(Optional.empty(), 0)).isFalse();
        assertThat(isOver(Optional.empty(), 60_000)).isFalse();
    }

    @Test
    void isOverOnceAllIsSettledAndHasRested() {
        assertThat(isOver(verdict(5, 95, 0, 0), 0)).isFalse();
        assertThat(isOver(verdict(5, 95, 0, 0), 999)).isFalse();
        assertThat(isOver(verdict(5, 95, 0, 0), 1_000)).isTrue();
    }

    @Test
    void whatIsMissingOrHitByAnotherExperimentIsSettledToo() {
        assertThat(isOver(verdict(5, 80, 10, 5), 0)).isFalse();
        assertThat(isOver(verdict(5, 80, 10, 5), 1_000)).isTrue();
    }

    @Test
    void aVerdictThatMovesBeginsTheRestAnew() {
        assertThat(isOver(verdict(5, 95, 0, 0), 0)).isFalse();
        assertThat(isOver(verdict(6, 95, 0, 0), 900)).isFalse();
        assertThat(isOver(verdict(6, 95, 0, 0), 1_800)).isFalse();
        assertThat(isOver(verdict(6, 95, 0, 0), 1_900)).isTrue();
    }

    @Test
    void whatIsNeverSettledIsOverAfterALongSilence() {
        assertThat(isOver(verdict(5, 40, 0, 0), 0)).isFalse();
        assertThat(isOver(verdict(5, 40, 0, 0), 14_999)).isFalse();
        assertThat(isOver(verdict(5, 40, 0, 0), 15_000)).isTrue();
        assertThat(watch.cutOff(Duration.ofMinutes(2))).contains("45 of 100");
    }
}
