package dev.gregor.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonitorScoreTest {
    private static final MonitorScore.Terms TERMS =
            new MonitorScore.Terms(Duration.ofMinutes(10), Duration.ofMinutes(2));
    /** A record each minute, for an hour and a half. */
    private static final List<Instant> RECORDS =
            IntStream.range(0, 90).mapToObj(MonitorScoreTest::minute).toList();

    private static Instant minute(int minute) {
        return Instant.EPOCH.plus(Duration.ofMinutes(minute));
    }

    private static List<Instant> minutes(int... minutes) {
        return Arrays.stream(minutes).mapToObj(MonitorScoreTest::minute).toList();
    }

    private static MonitorScore score(List<Instant> faults, List<Instant> alerts) {
        return MonitorScore.of(faults, alerts, RECORDS, List.of(), TERMS);
    }

    @Test
    void latencyCountsFromTheFirstFaultInTimeAndInRecords() {
        MonitorScore score = score(minutes(20, 25, 30), minutes(28));

        assertThat(score.windows())
                .containsExactly(new MonitorScore.Noticed(
                        new MonitorScore.FaultWindow(minute(20), minute(30), 3),
                        minute(28),
                        Duration.ofMinutes(8),
                        8L));
        assertThat(score.missed()).isZero();
        assertThat(score.falseAlarms()).isZero();
    }

    @Test
    void aFaultWindowWithoutAnAlertIsMissedAndTheOthersAreNot() {
        MonitorScore score = score(minutes(60, 20), minutes(61));

        assertThat(score.windows()).hasSize(2);
        assertThat(score.windows().get(0).alert()).isNull();
        assertThat(score.missed()).isEqualTo(1);
        assertThat(score.first()).map(each -> each.window().first()).contains(minute(60));
    }

    @Test
    void anAlertBeforeTheFirstFaultOrLongAfterTheLastIsAFalseAlarm() {
        MonitorScore score = score(minutes(20, 30), minutes(19, 20, 32, 33));

        assertThat(score.falseAlarms()).isEqualTo(2);
        assertThat(score.alerts()).isEqualTo(4);
        assertThat(score.windows().get(0).latency()).isEqualTo(Duration.ZERO);
    }

    @Test
    void faultsThatAreFurtherApartThanTheQuietTimeAreWindowsOfTheirOwn() {
        assertThat(score(minutes(20, 30), List.of()).windows()).hasSize(1);
        assertThat(score(minutes(20, 31), List.of()).windows()).hasSize(2);
    }

    @Test
    void withoutAFaultEveryAlertIsFalse() {
        MonitorScore score = score(List.of(), minutes(1, 2));

        assertThat(score.windows()).isEmpty();
        assertThat(score.falseAlarms()).isEqualTo(2);
        assertThat(score.first()).isEmpty();
    }

    @Test
    void theTableTellsTheSilentFailureFromTheOthers() {
        List<MonitorScore.Moment> moments = List.of(
                new MonitorScore.Moment(minute(0), minute(10), true),
                new MonitorScore.Moment(minute(10), minute(20), true),
                new MonitorScore.Moment(minute(20), minute(30), false),
                new MonitorScore.Moment(minute(30), minute(40), false),
                new MonitorScore.Moment(minute(40), minute(50), false));

        MonitorScore score = MonitorScore.of(minutes(0), minutes(10, 20, 25), RECORDS, moments, TERMS);

        assertThat(score.table()).isEqualTo(new MonitorScore.Table(1, 1, 1, 2));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MonitorScore.Terms(Duration.ofMinutes(-1), Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new MonitorScore.Moment(minute(1), minute(1), true));
    }
}
