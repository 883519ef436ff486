package dev.gregor.judge;

import static dev.gregor.config.MeasureName.FLIP_RATE;
import static dev.gregor.judge.Verdict.Kind.FAIL;
import static dev.gregor.judge.Verdict.Kind.INCONCLUSIVE;
import static dev.gregor.judge.Verdict.Kind.INVALID;
import static dev.gregor.judge.Verdict.Kind.PASS;
import static dev.gregor.measure.Arm.TREATED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DetectionTest {
    private static Given detect(
            long treated, long untreated, long missing, long invalid, long missingTreated, long invalidTreated) {
        return Given.experiment()
                .detect()
                .pairs(new Evidence.Pairs(treated, untreated, missing, 0, 0, invalid, missingTreated, invalidTreated));
    }

    @Test
    void passesWhereNearlyAllTreatedRecordsAreRejected() {
        Verdict verdict = detect(400, 19_000, 600, 390, 600, 390).verdict();

        assertThat(verdict.reasons())
                .containsExactly(
                        "10 of 1,000 treated records went unnoticed, 1.0 % (0.2 % to 2.6 %), within the margin of 5 %",
                        "Besides, 600 control outputs had no treatment output",
                        "Besides, 390 outputs did not parse or lacked a measured field");
        assertThat(verdict.kind()).isEqualTo(PASS);
    }

    @Test
    void failsWhereTreatedRecordsGoThrough() {
        Verdict verdict = detect(1_000, 19_000, 0, 0, 0, 0)
                .guard("late", FLIP_RATE, 0.05)
                .late(TREATED, 1_000, 100)
                .verdict();

        assertThat(verdict.reasons())
                .containsExactly(
                        "1,000 of 1,000 treated records went unnoticed, 100.00 % (99.30 % to 100.00 %), beyond the margin of 5 %",
                        "An output counts as noticed when it is missing or invalid; alerts are not read",
                        "Of the outputs that came, late flipped in 10.0 % (6.9 % to 13.8 %) of 1,000 treated pairs");
        assertThat(verdict.kind()).isEqualTo(FAIL);
    }

    @Test
    void cannotTellWhoseOutputsWereLost() {
        Verdict verdict = detect(10, 19_000, 990, 0, 0, 0).verdict();

        assertThat(verdict.kind()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons())
                .contains("It is not known whether 990 missing or invalid outputs belong to treated records");
    }

    @Test
    void failsWithoutKnowingWhoseOutputsWereLostWhereAllOfThemAreTooFew() {
        assertThat(detect(900, 19_000, 100, 300, 0, 0).verdict().kind()).isEqualTo(FAIL);
    }

    @Test
    void invalidOutputsOfTreatedPairsAreNoticed() {
        assertThat(detect(1_000, 19_000, 0, 1_000, 0, 1_000).verdict().kind()).isEqualTo(PASS);
        assertThat(detect(1_000, 19_000, 0, 1_000, 0, 0).verdict().kind()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void aTreatmentArmThatBreaksEveryOutputDetectsNothing() {
        assertThat(detect(1_000, 19_000, 0, 20_000, 0, 1_000).verdict().kind()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void aTreatmentArmThatLosesEverythingDetectsNothing() {
        Verdict verdict = detect(0, 0, 20_000, 0, 1_000, 0).verdict();

        assertThat(verdict.kind()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons())
                .contains(
                        "Untreated records do not surely give an output more often than treated ones, so a loss cannot "
                                + "be put down to detection");
    }

    @Test
    void cannotTellWithTooFewTreatedRecords() {
        Verdict verdict = detect(20, 1_000, 0, 0, 0, 0).verdictSoFar();

        assertThat(verdict.kind()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons())
                .contains(
                        "Only 20 outcomes of treated records so far, fewer than the 100 that a verdict may rest on (min-pairs)");
    }

    @Test
    void cannotTellWhereTheFaultNeverFired() {
        assertThat(detect(0, 20_000, 0, 0, 0, 0)
                        .records(20_000, 1_000, 0)
                        .verdict()
                        .reasons())
                .contains("No fault was injected: 1,000 records of 20,000 selected");
    }

    @Test
    void anAARunDetectsNothing() {
        assertThat(Given.experiment().detect().aa().verdict().kind()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void aBrokenSelectionIsInvalidHereToo() {
        assertThat(detect(1_000, 19_000, 0, 0, 0, 0)
                        .records(20_000, 1_200, 1_200)
                        .verdict()
                        .kind())
                .isEqualTo(INVALID);
    }
}
