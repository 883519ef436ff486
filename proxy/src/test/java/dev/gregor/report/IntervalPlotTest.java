package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntervalPlotTest {
    private static final String WIDE = "//figure[@class='plot']/svg[@class='chart wide']";

    @Test
    void saysWhereTheIntervalLies() {
        assertThat(caption(1.0, 0.5, 1.5)).contains("inside the margin");
        assertThat(caption(3.0, 2.5, 3.5)).contains("beyond the margin");
        assertThat(caption(2.0, 1.5, 2.5)).contains("astride the margin");
        assertThat(caption(1.0, null, null)).contains("not bounded yet");
        assertThat(caption(null, null, null)).contains("no treated pairs");
    }

    @Test
    void anUnknownBoundIsAnArrowToTheEdge() {
        ParsedPage page = page(1.0, 0.5, null);

        assertThat(page.texts(WIDE + "/path[@class='interval treated']/@d"))
                .hasSize(2)
                .anyMatch(d -> d.contains("v10"))
                .anyMatch(d -> d.contains("L866"));
        assertThat(page.text(WIDE + "/desc")).contains("upper bound not known yet");
    }

    @Test
    void aBoundFarAwayDoesNotSqueezeTheMargin() {
        ParsedPage page = page(0.1, 0.0, 1e9);

        double edge = Double.parseDouble(page.text(WIDE + "/line[@class='margin']/@x1"));
        assertThat(edge).isGreaterThan(200);
    }

    @Test
    void aMarginOfZeroIsDrawnToo() {
        ParsedPage page = ParsedPage.of(new SampleReports.Draft("zero", Verdict.Kind.PASS)
                .guard("late", MeasureName.FLIP_RATE, 0)
                .measures(SampleReports.measured("late", Arm.TREATED, 0.0, 0.0, 0.0, 10))
                .build());

        assertThat(page.texts(WIDE + "/text[@class='margin-label']")).containsExactly("margin 0 %");
    }

    @Test
    void aSmallestValueIsBorneFromItsMarginUpwards() {
        ExperimentReport.Measured measured = new ExperimentReport.Measured(
                "items", MeasureName.RANK_BIASED_OVERLAP, Arm.TREATED, 0.95, 0.93, 0.97, 500);
        ParsedPage page = ParsedPage.of(new SampleReports.Draft("ranking", Verdict.Kind.PASS)
                .faults("drop-field: distance")
                .guard(new Guardrail("items", MeasureName.RANK_BIASED_OVERLAP, null, 0.9, 1, false))
                .measures(measured)
                .build());

        double edge = Double.parseDouble(page.text(WIDE + "/line[@class='margin']/@x1"));
        assertThat(Double.parseDouble(page.text(WIDE + "/rect[@class='zone']/@x")))
                .isEqualTo(edge);
        assertThat(page.text("//figure[@class='plot']/figcaption")).contains("inside the margin");
        assertThat(page.text("//dl[@class='settings']"))
                .contains("rank biased overlap of items at least 0.9", "halts nothing");
    }

    private static String caption(@Nullable Double value, @Nullable Double low, @Nullable Double high) {
        return page(value, low, high).text("//figure[@class='plot']/figcaption");
    }

    private static ParsedPage page(@Nullable Double value, @Nullable Double low, @Nullable Double high) {
        return ParsedPage.of(new SampleReports.Draft("edge", Verdict.Kind.INCONCLUSIVE)
                .faults("drop-field: distance")
                .guard("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2)
                .measures(SampleReports.measured("delay_minutes", Arm.TREATED, value, low, high, 10))
                .build());
    }
}
