package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AxesTest {
    private static final Instant START = Instant.parse("2001-01-01T06:20:00Z");

    @Test
    void ticksAreRoundNumbers() {
        assertThat(new Scale(0, 2.1, 0, 1).ticks(4)).containsExactly(0.0, 1.0, 2.0);
        assertThat(new Scale(-0.05, 0.05, 0, 1).ticks(4)).containsExactly(-0.05, 0.0, 0.05);
    }

    @Property
    void thereAreAFewTicksWhateverTheRange(
            @ForAll @DoubleRange(min = -1e12, max = 1e12) double low,
            @ForAll @DoubleRange(min = 0.01, max = 1e12) double size) {
        Scale scale = new Scale(low, low + Math.max(size, Math.abs(low) * 1e-6), 0, 100);

        assertThat(scale.ticks(5))
                .hasSizeBetween(1, 7)
                .allSatisfy(t -> assertThat(scale.at(t)).isBetween(-0.01, 100.01));
    }

    @Test
    void datesAreRoundAndTellTheirYearOnce() {
        assertThat(Calendar.ticks(START, START.plus(Duration.ofDays(90)), 6))
                .extracting(t -> t.label() + " " + t.context())
                .containsExactly("Feb 2001", "Mar ", "Apr ");
        assertThat(Calendar.ticks(START, START.plus(Duration.ofMinutes(20)), 6))
                .extracting(t -> t.label() + " " + t.context())
                .containsExactly("06:20 1 Jan 2001", "06:25 ", "06:30 ", "06:35 ", "06:40 ");
        assertThat(Calendar.ticks(START.plus(Duration.ofHours(12)), START.plus(Duration.ofDays(1)), 3))
                .extracting(t -> t.label() + " " + t.context())
                .containsExactly("00:00 2 Jan 2001", "06:00 ");
    }

    @Property
    void datesAreFewAndInside(@ForAll @LongRange(min = 1, max = 400L * 365 * 86_400_000) long millis) {
        Instant end = START.plusMillis(millis);

        assertThat(Calendar.ticks(START, end, 6))
                .hasSizeLessThanOrEqualTo(7)
                .allSatisfy(t -> assertThat(t.at()).isBetween(START, end));
    }
}
