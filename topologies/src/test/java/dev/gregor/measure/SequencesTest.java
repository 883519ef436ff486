package dev.gregor.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequencesTest {
    private static final BetaBinomialSequence RATES = new BetaBinomialSequence();

    /** The four rows of REFERENCE.md, section 3, and more; all recomputed by bisection with 60 digits. */
    @ParameterizedTest
    @CsvSource({
        "0, 1000, 0.05, 0, 0.0069975025214264116",
        "5, 1000, 0.05, 0.00053930416584394191, 0.018003858871301033",
        "50, 1000, 0.05, 0.028719917259624319, 0.079239581810855403",
        "0, 10000, 0.05, 0, 0.00081699406870552742",
        "1, 1, 0.05, 0.025, 1",
        "0, 1, 0.05, 0, 0.975",
        "1, 2, 0.01, 0.0012515664184999167, 0.99874843358150008",
        "7, 7, 0.025, 0.47222880905671975, 1",
        "123456, 1000000, 0.05, 0.12198045623735763, 0.12494171467382227",
        "0, 1000000000, 0.05, 0, 1.3929730038058206e-8",
        "1, 1000000000, 0.05, 4.4603122814926633e-16, 1.7484173266742099e-8",
        "123456789, 1000000000, 0.05, 0.12340257582076191, 0.12351101581829231",
        "500000000, 1000000000, 0.05, 0.49991758896809158, 0.50008241103190842",
        "999999990, 1000000000, 0.001, 0.99999995819677204, 0.99999999931537702"
    })
    void ratesHaveTheBoundsOfTheClosedForm(long successes, long n, double alpha, double low, double high) {
        Interval bounds = RATES.interval(successes, n, alpha);

        assertThat(bounds.low()).isCloseTo(low, withPercentage(1e-8));
        assertThat(bounds.high()).isCloseTo(high, withPercentage(1e-8));
    }

    @Test
    void withoutAnyOutcomeEveryRateIsPossible() {
        assertThat(RATES.interval(0, 0, 0.05)).isEqualTo(new Interval(0, 1));
    }

    @Property
    void ratesHoldTheirEstimate(
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long n,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share) {
        long successes = (long) (n * share);

        assertThat(RATES.interval(successes, n, 0.05).contains((double) successes / n))
                .isTrue();
    }

    @Property
    void ratesNarrowAsOutcomesOfTheSameShareCome(
            @ForAll @LongRange(min = 1, max = 10_000_000) long n,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share) {
        long successes = (long) (n * share);

        assertThat(width(RATES.interval(10 * successes, 10 * n, 0.05)))
                .isLessThan(width(RATES.interval(successes, n, 0.05)));
    }

    @Property
    void aRateIsOutsideExactlyWhenTheMixtureSpeaksAgainstItByOneOverAlpha(
            @ForAll @LongRange(min = 1, max = 100_000) long n,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share,
            @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 0.999) double rate) {
        long successes = (long) (n * share);
        double against = new BetaMixture(0.5, 0.5).logRatio(successes, n, rate) - Math.log(20);

        if (Math.abs(against) > 1e-6) {
            assertThat(RATES.interval(successes, n, 0.05).contains(rate)).isEqualTo(against < 0);
        }
    }

    @Test
    void impossibleRatesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RATES.interval(2, 1, 0.05));
        assertThatIllegalArgumentException().isThrownBy(() -> RATES.interval(-1, 1, 0.05));
        assertThatIllegalArgumentException().isThrownBy(() -> RATES.interval(0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> RATES.interval(0, 1, 1));
    }

    /** REFERENCE.md, section 3, "Asymptotic CS paired", and more; half-widths for a standard deviation of 1. */
    @ParameterizedTest
    @CsvSource({
        "100, 0.05, 1000, 0.38550546335303107",
        "1000, 0.05, 1000, 0.09598173584209046",
        "10000, 0.05, 1000, 0.032417231454054377",
        "1000, 0.01, 100, 0.11869258830840942",
        "1000000000, 0.05, 1000, 0.00014791351134611755"
    })
    void meansHaveTheBoundsOfTheClosedForm(long n, double alpha, double tightestAt, double halfWidth) {
        Interval bounds = new AsymptoticSequence(tightestAt).interval(n, 0.1, 1, alpha);

        assertThat(bounds.high() - 0.1).isCloseTo(halfWidth, within(1e-13));
        assertThat(0.1 - bounds.low()).isCloseTo(halfWidth, within(1e-13));
    }

    @Test
    void meansAreUnknownBeforeTheHundredthNumber() {
        assertThat(AsymptoticSequence.DEFAULT.interval(99, 3, 1, 0.05)).isEqualTo(Interval.UNKNOWN);
        assertThat(AsymptoticSequence.DEFAULT.interval(0, 0, Double.NaN, 0.05)).isEqualTo(Interval.UNKNOWN);
    }

    @Test
    void numbersWithoutSpreadHaveBoundsWithoutWidth() {
        assertThat(AsymptoticSequence.DEFAULT.interval(100, 0, 0, 0.05)).isEqualTo(new Interval(0, 0));
    }

    @Property
    void meansNarrowWithMoreNumbersAndWidenWithLessError(
            @ForAll @LongRange(min = 100, max = 1_000_000_000) long n,
            @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 0.4) double alpha) {
        double width = width(AsymptoticSequence.DEFAULT.interval(n, 0, 1, alpha));

        assertThat(width(AsymptoticSequence.DEFAULT.interval(2 * n, 0, 1, alpha)))
                .isLessThan(width);
        assertThat(width(AsymptoticSequence.DEFAULT.interval(n, 0, 1, alpha / 2)))
                .isGreaterThan(width);
    }

    @Test
    void anIntervalKeepsNothingBelowWhatIsPossible() {
        assertThat(new Interval(-1, 2).notBelow(0)).isEqualTo(new Interval(0, 2));
        assertThat(new Interval(1, 2).notBelow(0)).isEqualTo(new Interval(1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(Double.NaN, 0));
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }
}
