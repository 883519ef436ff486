package dev.gregor.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRatioTest {
    /** REFERENCE.md, section 3, "Anytime multinomial", and more, with 60 digits; p is 1 over the Bayes factor. */
    @ParameterizedTest
    @CsvSource({
        "600, 1000, 0.5, 17.098940416451099",
        "44000, 89000, 0.5, 2.2131837151531541",
        "5100, 10000, 0.5, -0.32951190155442606",
        "1200, 20000, 0.05, 16.995208303026509",
        "1000, 20000, 0.05, -2.6682578674623114",
        "60, 1000000, 0.0001, 3.5676743479208458",
        "50300000, 1000000000, 0.05, 937.50012470755945"
    })
    void sampleRatiosHaveTheBayesFactorOfTheClosedForm(long selected, long seen, double fraction, double logFactor) {
        assertThat(SampleRatio.logBayesFactor(selected, seen, fraction)).isCloseTo(logFactor, offset(1e-8));
        assertThat(SampleRatio.anytimeP(selected, seen, fraction))
                .isCloseTo(Math.min(1, Math.exp(-logFactor)), withPercentage(1e-5));
    }

    @Test
    void sampleRatiosOfNothingOrAllAreBrokenByOneRecord() {
        assertThat(SampleRatio.isBroken(0, 1000, 0, true)).isFalse();
        assertThat(SampleRatio.isBroken(1, 1000, 0, false)).isTrue();
        assertThat(SampleRatio.isBroken(1000, 1000, 1, true)).isFalse();
        assertThat(SampleRatio.isBroken(999, 1000, 1, false)).isTrue();
        assertThat(SampleRatio.isBroken(2, 1, 0.5, false)).isTrue();
        assertThat(SampleRatio.isBroken(0, 0, 0.5, true)).isFalse();
    }

    /** REFERENCE.md, section 2, the rows "SRM". */
    @ParameterizedTest
    @CsvSource({
        "600, 1000, 0.5, 2.5396e-10",
        "44000, 89000, 0.5, 0.00080228",
        "821588, 1637070, 0.5, 1.8218e-6",
        "600, 10000, 0.05, 4.4684e-6"
    })
    void sampleRatiosHaveThePublishedChiSquare(long selected, long seen, double fraction, double p) {
        assertThat(SampleRatio.chiSquareP(selected, seen, fraction)).isCloseTo(p, withPercentage(0.01));
    }

    @Test
    void theSharperTestIsMadeAtTheEndOnly() {
        assertThat(SampleRatio.isBroken(44_000, 89_000, 0.5, false)).isFalse();
        assertThat(SampleRatio.isBroken(44_000, 89_000, 0.5, true)).isTrue();
    }
}
