package dev.gregor.judge;

import static dev.gregor.config.MeasureName.FLIP_RATE;
import static dev.gregor.config.MeasureName.MEAN_ABSOLUTE_DIFFERENCE;
import static dev.gregor.judge.Verdict.Kind.FAIL;
import static dev.gregor.judge.Verdict.Kind.INCONCLUSIVE;
import static dev.gregor.judge.Verdict.Kind.INVALID;
import static dev.gregor.judge.Verdict.Kind.PASS;
import static dev.gregor.measure.Arm.TREATED;
import static dev.gregor.measure.Arm.UNTREATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gregor.config.Selection;
import dev.gregor.measure.Estimate;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final double[] SMALL = {0.5, 1.1};
    private static final double[] LARGE = {2.5, 3.1};

    /** 1,000 treated pairs that moved by about 0.8, 19,000 untreated ones that did not, and a margin of 2. */
    private static Given held() {
        return Given.experiment()
                .guard("delay", MEAN_ABSOLUTE_DIFFERENCE, 2)
                .delay(TREATED, 1_000, SMALL)
                .delay(UNTREATED, 19_000, 0);
    }

    private static Given guarded() {
        return Given.experiment().guard("delay", MEAN_ABSOLUTE_DIFFERENCE, 2);
    }

    private static void assertVerdict(Verdict verdict, Verdict.Kind kind, String... reasons) {
        assertThat(verdict.reasons()).containsExactly(reasons);
        assertThat(verdict.kind()).isEqualTo(kind);
    }

    @Test
    void passesWhereTheUpperBoundIsWithinTheMargin() {
        assertVerdict(
                held().verdict(),
                PASS,
                "delay moved by 0.800 (0.771 to 0.829) on average in 1,000 treated pairs, within the margin of 2");
    }

    @Test
    void passesWhereNoOutputMoved() {
        assertVerdict(
                guarded()
                        .guard("late", FLIP_RATE, 0.05)
                        .delay(TREATED, 1_000, 0)
                        .late(TREATED, 1_000, 0)
                        .verdict(),
                PASS,
                "delay did not move in any of 1,000 treated pairs, within the margin of 2",
                "late did not flip in any of 1,000 treated pairs (at most 0.77 %), within the margin of 5 %");
    }

    @Test
    void passesWhileItRunsToo() {
        assertThat(held().verdictSoFar()).isEqualTo(held().verdict());
    }

    @Test
    void failsWhereTheLowerBoundIsBeyondTheMargin() {
        assertVerdict(
                guarded().delay(TREATED, 1_000, LARGE).verdict(),
                FAIL,
                "delay moved by 2.800 (2.771 to 2.829) on average in 1,000 treated pairs, beyond the margin of 2");
    }

    @Test
    void failsByAnyGuardedMeasure() {
        assertVerdict(
                held().guard("late", FLIP_RATE, 0.05).late(TREATED, 1_000, 150).verdict(),
                FAIL,
                "late flipped in 15.0 % (11.0 % to 19.7 %) of 1,000 treated pairs, beyond the margin of 5 %");
    }

    @Test
    void failsThoughOutputsAreMissing() {
        assertVerdict(
                guarded()
                        .pairs(new Evidence.Pairs(1_000, 19_000, 400, 0, 0, 0))
                        .delay(TREATED, 1_000, LARGE)
                        .verdict(),
                FAIL,
                "delay moved by 2.800 (2.771 to 2.829) on average in 1,000 treated pairs, beyond the margin of 2",
                "Besides, 400 control outputs had no treatment output");
    }

    @Test
    void aFailureSaysWhereUntreatedPairsDivergeAsMuch() {
        assertVerdict(
                guarded()
                        .delay(TREATED, 1_000, 2.03, 2.13)
                        .delay(UNTREATED, 1_000, 1.0, 3.14)
                        .verdict(),
                FAIL,
                "delay moved by 2.0800 (2.0752 to 2.0848) on average in 1,000 treated pairs, beyond the margin of 2",
                "delay moved by 2.07 (1.97 to 2.17) on average in 1,000 untreated pairs, as much as in the treated ones, "
                        + "so the difference cannot be put down to the fault");
    }

    @Test
    void cannotTellWhereTheBoundsStraddleTheMargin() {
        assertVerdict(
                guarded().delay(TREATED, 1_000, 0, 4.05).verdict(),
                INCONCLUSIVE,
                "delay moved by 2.03 (1.83 to 2.22) on average in 1,000 treated pairs, "
                        + "so its bounds lie on both sides of the margin of 2");
    }

    @Test
    void cannotTellWithTooFewPairs() {
        Given few = Given.experiment()
                .guard("late", FLIP_RATE, 0.5)
                .pairs(80, 1_000)
                .late(TREATED, 80, 0);

        assertVerdict(
                few.verdict(),
                INCONCLUSIVE,
                "Only 80 treated pairs of late, fewer than the 100 that a verdict may rest on (min-pairs)");
        assertThat(few.verdictSoFar().reasons())
                .containsExactly(
                        "Only 80 treated pairs of late so far, fewer than the 100 that a verdict may rest on (min-pairs)");
    }

    @Test
    void cannotTellBeforeTheBoundsOfAMeanAreKnown() {
        assertVerdict(
                guarded().pairs(50, 1_000).delay(TREATED, 50, 0.25).verdict(),
                INCONCLUSIVE,
                "Only 50 treated pairs of delay, fewer than the 100 that a verdict may rest on (min-pairs)",
                "delay moved by 0.250 on average in 50 treated pairs, but its bounds are not known before the 100th pair");
    }

    @Test
    void cannotTellWhereTheFaultNeverFired() {
        assertVerdict(
                held().records(20_000, 1_000, 0)
                        .skipped(Map.of("undecodable", 100L, "field-absent", 900L, "unencodable", 0L))
                        .verdict(),
                INCONCLUSIVE,
                "No fault was injected: 1,000 records of 20,000 selected, skipped: field-absent 900, undecodable 100");
        assertVerdict(
                held().select(0.05, Selection.Unit.RECORD, "value.distance > 500")
                        .records(20_000, 0, 0)
                        .verdictSoFar(),
                INCONCLUSIVE,
                "No fault was injected so far: none of 20,000 records was selected");
    }

    @Test
    void cannotTellWhereOneOfTheFaultsNeverFired() {
        assertVerdict(held().injected("delay", 0).verdict(), INCONCLUSIVE, "The fault delay was never injected");
    }

    @Test
    void cannotTellWithoutAnyData() {
        assertVerdict(
                guarded().records(0, 0, 0).pairs(Evidence.Pairs.NONE).verdictSoFar(),
                INCONCLUSIVE,
                "No fault was injected so far: no record was seen",
                "No output of the control arm has been paired with one of the treatment arm so far",
                "No treated pair of delay so far, fewer than the 100 that a verdict may rest on (min-pairs)");
    }

    @Test
    void cannotTellWithoutAMarginOrAMeasure() {
        assertVerdict(
                Given.experiment().delay(TREATED, 1_000, SMALL).verdict(),
                INCONCLUSIVE,
                "No guardrail is declared, so there is no margin to judge by",
                "delay moved by 0.800 (0.771 to 0.829) on average in 1,000 treated pairs");
        assertVerdict(
                Given.experiment().unmeasured().verdict(),
                INCONCLUSIVE,
                "Nothing is measured, so there is nothing to judge by; declare a 'measure'",
                "No guardrail is declared, so there is no margin to judge by");
    }

    @Test
    void cannotTellWhereMoreThanOneOutputInAHundredIsMissing() {
        assertThat(held().pairs(new Evidence.Pairs(990, 19_000, 10, 0, 0, 0))
                        .verdict()
                        .kind())
                .isEqualTo(PASS);
        assertVerdict(
                held().pairs(new Evidence.Pairs(989, 19_000, 11, 0, 0, 0)).verdict(),
                INCONCLUSIVE,
                "11 outputs are missing from the treatment arm, beside 989 pairs to judge by: more than the 1 % that can be borne",
                "Besides, 11 control outputs had no treatment output");
    }

    @Test
    void aMissingOutputIsADivergence() {
        Given rate = Given.experiment().guard("late", FLIP_RATE, 0.01).late(TREATED, 1_000, 0);

        assertThat(rate.verdict().kind()).isEqualTo(PASS);
        assertVerdict(
                rate.pairs(new Evidence.Pairs(1_000, 19_000, 8, 0, 0, 0)).verdict(),
                INCONCLUSIVE,
                "With 8 missing outputs counted as different, late flipped in 0.8 % (0.2 % to 2.3 %) of 1,008 treated pairs, "
                        + "so its bounds lie on both sides of the margin of 1 %",
                "Besides, 8 control outputs had no treatment output");
    }

    @Test
    void cannotTellWhereOutputsAreInvalid() {
        assertVerdict(
                held().pairs(new Evidence.Pairs(1_000, 19_000, 0, 0, 0, 500)).verdict(),
                INCONCLUSIVE,
                "500 outputs are invalid, beside 1,000 pairs to judge by: more than the 1 % that can be borne",
                "Besides, 500 outputs did not parse or lacked a measured field");
    }

    @Test
    void cannotTellWhereUntreatedPairsDivergeAsMuch() {
        assertVerdict(
                guarded()
                        .delay(TREATED, 1_000, 0.5, 1.1)
                        .delay(UNTREATED, 19_000, 0.4, 1.19)
                        .verdict(),
                INCONCLUSIVE,
                "delay moved by 0.795 (0.785 to 0.805) on average in 19,000 untreated pairs, as much as in the treated ones, "
                        + "so the difference cannot be put down to the fault");
    }

    @Test
    void duplicatesAndOrphansAreToldButDecideNothing() {
        assertVerdict(
                held().pairs(new Evidence.Pairs(1_000, 19_000, 0, 1, 1_000, 0)).verdict(),
                PASS,
                "delay moved by 0.800 (0.771 to 0.829) on average in 1,000 treated pairs, within the margin of 2",
                "Besides, 1 treatment output had no control output",
                "Besides, 1,000 outputs came again after the first");
    }

    @Test
    void aBrokenSelectionIsInvalidBeforeItFails() {
        Given broken = guarded().records(20_000, 1_200, 1_200).delay(TREATED, 1_200, LARGE);

        assertVerdict(
                broken.verdictSoFar(),
                INVALID,
                "The selection is broken: 1,200 of 20,000 records were selected where 5 % was asked for, "
                        + "which happens by chance less than once in 1,000 times");
    }

    @Test
    void aSelectionWithoutAKnownRatioCannotBeBroken() {
        assertThat(held().records(20_000, 1_200, 1_200)
                        .select(0.05, Selection.Unit.RECORD, "value.distance > 500")
                        .verdict()
                        .kind())
                .isEqualTo(PASS);
        assertThat(held().records(20_000, 1_200, 1_200)
                        .select(0.05, Selection.Unit.KEY, null)
                        .verdict()
                        .kind())
                .isEqualTo(PASS);
        assertThat(held().records(20_000, 1_200, 1_200)
                        .select(0.05, Selection.Unit.WINDOW, null)
                        .verdict()
                        .kind())
                .isEqualTo(PASS);
        assertThat(held().records(20_000, 500, 500).scheduled().verdict().kind())
                .isEqualTo(PASS);
    }

    @Test
    void aNoiseFloorAboveTheMarginIsInvalid() {
        assertVerdict(
                guarded()
                        .delay(TREATED, 1_000, LARGE)
                        .delay(UNTREATED, 19_000, LARGE)
                        .verdict(),
                INVALID,
                "delay moved by 2.800 (2.793 to 2.807) on average in 19,000 untreated pairs, beyond the margin of 2: "
                        + "without any fault, by noise or spill-over, the outputs lie further apart than can be borne");
    }

    @Test
    void mostlyOrphansAreInvalid() {
        assertVerdict(
                held().pairs(new Evidence.Pairs(50, 950, 0, 19_000, 0, 0)).verdict(),
                INVALID,
                "19,000 of 20,000 treatment outputs have no control output: the control arm is broken");
        assertVerdict(
                held().pairs(new Evidence.Pairs(0, 0, 20_000, 20_000, 0, 0)).verdict(),
                INVALID,
                "20,000 of 20,000 treatment outputs have no control output: "
                        + "'pair-by' does not join the outputs of the two arms");
    }

    @Test
    void aFewOrphansAtTheBeginningProveNothing() {
        assertThat(guarded()
                        .pairs(new Evidence.Pairs(1, 1, 0, 3, 0, 0))
                        .verdictSoFar()
                        .kind())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void anAARunNeitherPassesNorFailsAndTellsTheNoiseFloor() {
        assertVerdict(
                guarded()
                        .aa()
                        .delay(UNTREATED, 20_000, 0)
                        .late(UNTREATED, 20_000, 20)
                        .verdict(),
                INCONCLUSIVE,
                "No fault is declared: an A/A run shows the noise of the pipeline and can neither pass nor fail",
                "Noise floor: delay did not move in any of 20,000 untreated pairs, within the margin of 2",
                "Noise floor: late flipped in 0.10 % (0.03 % to 0.22 %) of 20,000 untreated pairs");
        assertThat(guarded().aa().delay(UNTREATED, 20_000, LARGE).verdict().kind())
                .isEqualTo(INVALID);
        assertThat(guarded().aa().delay(TREATED, 20_000, LARGE).verdict().kind())
                .isEqualTo(INVALID);
    }

    @Test
    void anAARunThatSelectsNothingIsNotBroken() {
        assertThat(guarded()
                        .aa()
                        .records(20_000, 0, 0)
                        .delay(UNTREATED, 20_000, 0)
                        .verdict()
                        .kind())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void aShadowRunNeitherPassesNorFails() {
        assertVerdict(
                held().shadow().verdict(),
                INCONCLUSIVE,
                "The experiment runs in shadow mode: its faults were counted, but no record was mutated",
                "Noise floor: delay moved by 0.800 (0.771 to 0.829) on average in 1,000 treated pairs, within the margin of 2",
                "Noise floor: delay did not move in any of 19,000 untreated pairs, within the margin of 2");
        assertThat(guarded().shadow().delay(TREATED, 1_000, LARGE).verdict().kind())
                .isEqualTo(INVALID);
    }

    @Test
    void theErrorIsSharedAmongGuardedMeasures() {
        assertThat(Judge.alpha(Given.experiment().experimentAsGiven())).isEqualTo(0.05);
        assertThat(Judge.alpha(guarded().experimentAsGiven())).isEqualTo(0.05);
        assertThat(Judge.alpha(guarded().guard("late", FLIP_RATE, 0.1).experimentAsGiven()))
                .isEqualTo(0.025);
        assertThat(Judge.alpha(
                        guarded().guard("delay", MEAN_ABSOLUTE_DIFFERENCE, 3).experimentAsGiven()))
                .isEqualTo(0.05);
    }

    @Test
    void aReasonIsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            passesWhereTheUpperBoundIsWithinTheMargin();
            anAARunNeitherPassesNorFailsAndTellsTheNoiseFloor();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void roundingNeverContradictsTheVerdict() {
        Estimate justAbove = new Estimate("delay", MEAN_ABSOLUTE_DIFFERENCE, TREATED, 1.9, 1.8, 2.0004, 1_000);
        Estimate justWithin = new Estimate("delay", MEAN_ABSOLUTE_DIFFERENCE, TREATED, 1.9, 1.8, 1.9996, 1_000);

        assertThat(guarded().estimate(justAbove).verdict().reasons().get(0))
                .isEqualTo("delay moved by 1.9000 (1.8000 to 2.0004) on average in 1,000 treated pairs, "
                        + "so its bounds lie on both sides of the margin of 2");
        assertThat(guarded().estimate(justWithin).verdict().reasons().get(0))
                .isEqualTo(
                        "delay moved by 1.90 (1.80 to 2.00) on average in 1,000 treated pairs, within the margin of 2");
    }

    // REFERENCE.md, section 4: what other judges got wrong, as differences of pairs

    @Test
    void aCanarySeventyTimesItsBaselineFails() {
        Given canary = guarded().delay(TREATED, 1_000, 99, 99, 99, 99, 99, 99, 99, 0, 0, 0);

        assertThat(canary.verdict().kind()).isEqualTo(FAIL);
        assertThat(guarded()
                        .pairs(10, 0)
                        .delay(TREATED, 10, 99, 99, 99, 99, 99, 99, 99, 0, 0, 0)
                        .verdict()
                        .kind())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void sixPairsNeverPass() {
        assertThat(guarded()
                        .pairs(6, 0)
                        .delay(TREATED, 6, 0, 1, 2, 1, 0, 0)
                        .verdict()
                        .kind())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void aSpreadThatLeavesTheMeanAloneFails() {
        assertThat(guarded().delay(TREATED, 1_000, 9, 95).verdict().kind()).isEqualTo(FAIL);
    }

    @Test
    void errorsOnlyAreTheReason() {
        Verdict verdict =
                guarded().pairs(new Evidence.Pairs(0, 0, 0, 0, 0, 40_000)).verdict();

        assertThat(verdict.kind()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons())
                .contains(
                        "40,000 outputs are invalid, beside 0 pairs to judge by: more than the 1 % that can be borne");
    }

    @Test
    void aTwentiethOfTheDataGivesTheSameEstimateWithWiderBounds() {
        Evidence all = held().delay(TREATED, 20_000, SMALL).evidence();
        Estimate part = all.estimates().get(0);
        Estimate whole = all.estimates().get(2);

        assertThat(part.value()).isCloseTo(whole.value(), within(1e-12));
        assertThat(part.low()).isLessThan(whole.low());
        assertThat(part.high()).isGreaterThan(whole.high());
    }
}
