package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void numbersHaveThreeDigitsAndOnlyZeroIsZero() {
        assertThat(Figures.number(0)).isEqualTo("0");
        assertThat(Figures.number(-0.0)).isEqualTo("0");
        assertThat(Figures.number(0.81234)).isEqualTo("0.812");
        assertThat(Figures.number(0.00012345)).isEqualTo("0.000123");
        assertThat(Figures.number(1.5e-9)).isEqualTo("1.5e\u22129");
        assertThat(Figures.number(999.9)).isEqualTo("1,000");
        assertThat(Figures.number(1234567)).isEqualTo("1,234,567");
        assertThat(Figures.number(-2.5)).isEqualTo("\u22122.5");
        assertThat(Figures.number(1e300)).isEqualTo("1e300");
    }

    @Test
    void sharesAreInPercent() {
        assertThat(Figures.share(1003, 20000)).isEqualTo("5.02\u00a0%");
        assertThat(Figures.share(0, 20000)).isEqualTo("0\u00a0%");
        assertThat(Figures.share(0, 0)).isEqualTo("\u2013");
    }

    @Test
    void instantsAreAsFineAsTheyNeed() {
        assertThat(Figures.instant(Instant.parse("2001-01-02T00:00:00Z"))).isEqualTo("2 Jan 2001");
        assertThat(Figures.instant(Instant.parse("2001-01-02T06:30:00Z"))).isEqualTo("2 Jan 2001, 06:30");
        assertThat(Figures.instant(Instant.parse("2001-01-02T06:30:01.5Z"))).isEqualTo("2 Jan 2001, 06:30:01.500");
    }
}
