package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.MeasureName;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DivergenceChartTest {
    private static final String WIDE = "//figure[@class='divergence']/svg[@class='chart wide']";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void drawsAWindowAloneAsADot() {
        ParsedPage page = page(List.of(treated(0, 0.5, 0.4, 0.6)));

        assertThat(page.texts(WIDE + "/g/circle[@class='dot treated']")).hasSize(1);
        assertThat(page.texts(WIDE + "//line[@class='whisker']")).hasSize(1);
        assertThat(page.texts(WIDE + "//path[@class='line treated']")).isEmpty();
    }

    @Test
    void leavesAGapWhereThereWereNoPairs() {
        ParsedPage page = page(List.of(
                treated(0, 1, 0, 2),
                treated(1, 1, 0, 2),
                treated(2, Double.NaN, Double.NaN, Double.NaN),
                treated(3, 1, 0, 2),
                treated(4, 1, 0, 2),
                treated(8, 1, 0, 2),
                treated(9, 1, 0, 2)));

        assertThat(page.texts(WIDE + "//path[@class='line treated']/@d")).hasSize(3);
        assertThat(page.texts(WIDE + "//path[@class='band']/@d")).hasSize(3);
    }

    @Test
    void drawsNoBandWhereBoundsAreNotKnown() {
        ParsedPage page = page(List.of(
                treated(0, 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), treated(1, 1, 0.2, Double.NaN)));

        assertThat(page.texts(WIDE + "//*[@class='band' or @class='whisker']")).isEmpty();
        assertThat(page.texts(WIDE + "//path[@class='line treated']")).hasSize(1);
        assertThat(page.text("//figure[@class='divergence']/p")).contains("too few pairs for bounds");
    }

    @Test
    void drawsAllZeroesOnTheZeroLine() {
        ParsedPage page = page(List.of(treated(0, 0, 0, 0), treated(1, 0, 0, 0)));

        String zero = page.text(WIDE + "/line[@class='zero']/@y1");
        assertThat(page.texts(WIDE + "/g/circle/@cy")).containsOnly(zero);
        assertThat(page.text(WIDE + "/desc")).contains("Treated pairs lie at 0 minutes throughout.");
    }

    @Test
    void namesTheMargin() {
        ParsedPage page = page(List.of(treated(0, 1, 0, 2)));

        assertThat(page.texts(WIDE + "/text[@class='margin-label']")).containsExactly("margin 2 minutes");
        assertThat(page.text(WIDE + "/desc"))
                .isEqualTo("From 1 Jan 2001 to 1 Jan 2001, 00:01, UTC. Treated pairs lie at 1 minutes throughout."
                        + " Untreated pairs: none. The margin is 2 minutes.");
    }

    @Test
    void staysSmallWithTenThousandWindows() {
        List<ExperimentReport.Window> windows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            windows.add(treated(i, 1 + i % 7, 0.5, 8));
            windows.add(SampleReports.window(at(i), MINUTE, "delay_minutes", Arm.UNTREATED, 0, 0, 0, 100));
        }
        ParsedPage page = page(windows);

        assertThat(page.html().length()).isLessThan(150_000);
        assertThat(page.texts("//table[@class='moments']/tbody/tr")).hasSizeBetween(100, 180);
        assertThat(page.text("//figure[@class='divergence']/p")).contains("10,000 windows are drawn as points of 56m");
    }

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void everyPlaceIsAFiniteNumber(@ForAll @Size(max = 20) List<Double> values) {
        List<ExperimentReport.Window> windows = new ArrayList<>();
        for (double value : values) {
            windows.add(treated(windows.size() * 2, value, value - 1, value * 3));
        }
        ParsedPage page = page(windows);

        assertThat(page.texts("//svg//@*")).noneMatch(a -> a.contains("NaN") || a.contains("Infinity"));
    }

    @Test
    void shownNumbersMayBeAsLargeAsAFaultMakesThem() {
        ParsedPage page = page(List.of(
                treated(0, Double.MAX_VALUE, 0, Double.MAX_VALUE),
                treated(1, Double.MIN_VALUE, 0, 1),
                treated(2, -Double.MAX_VALUE, -Double.MAX_VALUE, 0)));

        assertThat(page.texts(WIDE)).hasSize(1);
    }

    private static ParsedPage page(List<ExperimentReport.Window> windows) {
        return ParsedPage.of(new SampleReports.Draft("edge", Verdict.Kind.INCONCLUSIVE)
                .faults("drop-field: distance")
                .guard("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2)
                .windows(windows)
                .build());
    }

    private static ExperimentReport.Window treated(int minute, double value, double low, double high) {
        return SampleReports.window(at(minute), MINUTE, "delay_minutes", Arm.TREATED, value, low, high, 1);
    }

    private static Instant at(int minute) {
        return SampleReports.START.plus(MINUTE.multipliedBy(minute));
    }
}
