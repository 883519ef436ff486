package dev.gregor.divergence;

import static dev.gregor.divergence.Bench.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.MeasureName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PairingTest {
    private static final String SAME = output(5, false);

    private final Bench bench = Bench.of("one", "two");

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void bothOutputsMakeAPairWhicheverComesFirst() {
        bench.control(1, 1_000, SAME);
        bench.treatment(1, 1_000, SAME);
        bench.treated(2, "one", 2_000, SAME);
        bench.control(2, 2_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 1L, "treated", 1L));
    }

    @Test
    void aPairThatAnotherExperimentHitIsExcluded() {
        bench.control(1, 1_000, SAME);
        bench.treated(1, "one", 1_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("treated", 1L));
        assertThat(bench.outcomes("two")).isEqualTo(Map.of("excluded", 1L));
    }

    @Test
    void aControlOutputAloneIsMissingOnceTheTreatmentSideIsPastTheGrace() {
        bench.control(1, 1_000, SAME);
        bench.treatment(2, 11_000, SAME);
        bench.settle();
        assertThat(bench.outcomes("one")).isEmpty();

        bench.treatment(3, 11_001, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("missing", 1L));
    }

    @Test
    void eventTimeOfItsOwnSideNeverMakesAnOutputMissing() {
        bench.treatment(0, 0, SAME);
        bench.control(0, 0, SAME);
        for (int id = 1; id <= 100; id++) {
            bench.control(id, id * 86_400_000L, SAME);
        }
        bench.settle();
        for (int id = 1; id <= 100; id++) {
            bench.treatment(id, id * 86_400_000L, SAME);
        }
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 101L));
    }

    @Test
    void anEventTimeInTheFutureMakesNothingElseMissing() {
        long now = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        long farAhead = Instant.parse("3000-01-01T00:00:00Z").toEpochMilli();
        bench.treatment(1, farAhead, SAME);
        bench.control(1, farAhead, SAME);
        bench.control(2, now, SAME);
        bench.settle();
        bench.treatment(2, now, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 2L));
    }

    @Test
    void aTreatmentOutputAloneIsAnOrphan() {
        bench.treated(1, "one", 1_000, SAME);
        bench.control(2, 12_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("orphan", 1L));
        assertThat(bench.outcomes("two")).isEmpty();
    }

    @Test
    void outOfOrderWithinTheGraceIsNotLate() {
        bench.control(1, 10_000, SAME);
        bench.treatment(2, 15_000, SAME);
        bench.settle();
        bench.treatment(1, 10_000, SAME);
        bench.control(2, 15_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 2L));
    }

    @Test
    void whatComesAfterItWasGivenUpIsLateAndStaysMissing() {
        bench.control(1, 1_000, SAME);
        bench.treatment(2, 12_000, SAME);
        bench.settle();
        bench.treatment(1, 1_000, SAME);
        bench.treatment(1, 1_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("missing", 1L, "late", 1L, "duplicate", 1L));
    }

    @Test
    void furtherOutputsOfASideAreDuplicatesAndNotPairedAgain() {
        bench.control(1, 1_000, output(5, false));
        bench.control(1, 1_000, output(9, false));
        bench.treatment(1, 1_000, output(5, false));
        bench.treatment(1, 1_000, output(9, false));
        bench.control(1, 1_000, output(9, false));
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 1L, "duplicate", 3L));
        assertThat(bench.verdict("one").estimates())
                .filteredOn(e ->
                        e.measure() == MeasureName.MEAN_ABSOLUTE_DIFFERENCE || e.measure() == MeasureName.FLIP_RATE)
                .filteredOn(e -> e.n() > 0)
                .hasSize(2)
                .allSatisfy(e -> assertThat(e.value()).isZero());
    }

    @Test
    void aSideThatIsSilentForThePatienceOwesNothingMore() {
        bench.control(1, 1_000, SAME);
        bench.pass(Duration.ofSeconds(29));
        assertThat(bench.outcomes("one")).isEmpty();

        bench.pass(Duration.ofSeconds(4));

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("missing", 1L));
    }

    @Test
    void anOutputThatComesAfterALongSilenceStillGetsItsPatience() {
        bench.pass(Duration.ofMinutes(5));
        bench.control(1, 1_000, SAME);
        bench.pass(Duration.ofSeconds(20));
        bench.treatment(1, 1_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 1L));
    }

    @Test
    void aTaskThatStoodStillBlamesNobodyForIt() {
        bench.control(1, 1_000, SAME);
        bench.settle();
        bench.standStill(Duration.ofMinutes(10));
        bench.settle();
        bench.treatment(1, 1_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 1L));
    }

    @Test
    void outputsThatCannotBeReadAreInvalidAndNotMissing() {
        bench.control(1, 1_000, SAME);
        bench.treatment(1, 1_000, null);
        bench.control(2, 1_000, SAME);
        bench.treated(2, "one", 1_000, "{\"delay\":");
        bench.control(3, 1_000, "{\"late\":false}");
        bench.treated(3, "one", 1_000, SAME);
        bench.control(4, 1_000, SAME);
        bench.treated(4, "one", 1_000, "{\"delay\":\"5\",\"late\":null}");
        bench.settle();

        assertThat(bench.outcomes("one"))
                .isEqualTo(Map.of("treated", 3L, "untreated", 1L, "invalid", 4L, "invalid-treated", 2L));
        assertThat(bench.outcomes("two")).isEqualTo(Map.of("untreated", 1L, "invalid", 1L, "excluded", 3L));
    }

    @Test
    void whatBothOutputsHaveIsMeasuredThoughTheyLackOtherValues() {
        bench.control(1, 1_000, "{\"delay\":5}");
        bench.treatment(1, 1_000, "{\"delay\":8}");
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 1L, "invalid", 2L));
        assertThat(bench.verdict("one").estimates())
                .filteredOn(e -> e.output() != null && e.n() > 0)
                .allSatisfy(e -> assertThat(e.output()).isEqualTo("delay"))
                .filteredOn(e -> e.measure() == MeasureName.MEAN_ABSOLUTE_DIFFERENCE)
                .singleElement()
                .satisfies(e -> assertThat(e.value()).isEqualTo(3));
    }

    @Test
    void outputsWithoutAPairIdAreCounted() {
        bench.raw(Side.CONTROL, "k", 1_000, SAME);
        bench.raw(Side.TREATMENT, null, 1_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("unidentified", 2L));
    }

    @Test
    void decidedPairsAreForgottenWhenBothSidesAreLongPast() {
        // just after a start nothing is forgotten
        bench.pass(Duration.ofSeconds(30));
        for (int id = 0; id < 50; id++) {
            bench.control(id, id * 1_000L, SAME);
            bench.treatment(id, id * 1_000L, SAME);
        }
        bench.settle();
        assertThat(bench.entriesKept()).isLessThan(50);

        bench.control(100, 1_000_000, SAME);
        bench.treatment(100, 1_000_000, SAME);
        bench.settle();

        // a block with the last pair
        assertThat(bench.entriesKept()).isEqualTo(1);
        assertThat(bench.outcomes("one")).isEqualTo(Map.of("untreated", 51L));
    }

    @Test
    void pairsMayBeMadeByKeyOrByExpression() {
        String byKey = Bench.EXPERIMENT.formatted("by-key").replace("pair-by: header", "pair-by: key");
        String byFlight =
                Bench.EXPERIMENT.formatted("by-flight").replace("pair-by: header", "pair-by: string(value.flight)");
        try (Bench both = new Bench(byKey + byFlight)) {
            both.raw(Side.CONTROL, "k1", 1_000, "{\"flight\":1,\"delay\":1,\"late\":true}");
            both.raw(Side.TREATMENT, "k1", 1_000, "{\"flight\":2,\"delay\":1,\"late\":true}");
            both.raw(Side.TREATMENT, "k2", 1_000, "{\"flight\":1,\"delay\":1,\"late\":true}");
            both.raw(Side.CONTROL, "k3", 1_000, "{\"delay\":1,\"late\":true}");
            both.raw(Side.TREATMENT, "k3", 1_000, "{\"delay\":1,\"late\":true}");
            both.settle();

            assertThat(both.outcomes("by-key")).isEqualTo(Map.of("untreated", 2L));
            assertThat(both.outcomes("by-flight")).isEqualTo(Map.of("untreated", 1L, "unidentified", 2L));
        }
    }

    @Test
    void anExperimentThatIsOffCountsOnlyWhatItHit() {
        String off = Bench.EXPERIMENT.formatted("one").replace("enabled: true", "enabled: false");
        bench.reload(off);
        bench.control(1, 1_000, SAME);
        bench.treatment(1, 1_000, SAME);
        bench.control(2, 1_000, SAME);
        bench.treated(2, "one", 1_000, SAME);
        bench.settle();

        assertThat(bench.outcomes("one")).isEqualTo(Map.of("treated", 1L));
    }

    @Test
    void whatNobodyMeasuresAnyMoreIsForgotten() {
        bench.control(1, 1_000, SAME);
        bench.control(2, 1_000, SAME);
        bench.treatment(2, 1_000, SAME);
        bench.settle();
        assertThat(bench.entriesKept()).isEqualTo(2);

        bench.reload(Bench.EXPERIMENT.formatted("one").replace("pair-by: header", "pair-by: key"));
        bench.settle();

        assertThat(bench.entriesKept()).isZero();
    }
}
