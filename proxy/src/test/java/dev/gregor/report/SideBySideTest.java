package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private final SideBySide two =
            SideBySide.of(SampleReports.report(SampleReports.distanceGoesMissing(), SampleReports.distanceAsText()));
    private final ParsedPage page = ParsedPage.of(two);

    private SideBySide.Row row(String output, MeasureName measure, Arm arm) {
        return two.measures().stream()
                .filter(each -> output.equals(each.output()) && each.measure() == measure && each.arm() == arm)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsOnlyTheSettingsThatDiffer() {
        assertThat(two.settings())
                .extracting(SideBySide.Setting::setting)
                .containsExactly("hypothesis", "faults", "guardrails");
        assertThat(two.settings().get(1).values())
                .containsExactly("drop-field: distance", "change-type: distance to string; not-a-number: delay");
    }

    @Test
    void tellsWhereBoundsLieApart() {
        assertThat(row("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED)
                        .overlap())
                .isFalse();
        assertThat(row("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED)
                        .values())
                .extracting(value -> value == null ? null : value.value())
                .containsExactly(0.812, 3.62);
    }

    @Test
    void saysNothingOfBoundsThatAreNotThere() {
        SideBySide.Row late = row("late", MeasureName.FLIP_RATE, Arm.TREATED);

        assertThat(late.overlap()).isNull();
        assertThat(late.values().get(1)).isNull();
    }

    @Test
    void anExperimentOverlapsWithItself() {
        SideBySide same = SideBySide.of(
                SampleReports.report(SampleReports.distanceGoesMissing(), SampleReports.distanceGoesMissing()));

        assertThat(same.settings()).isEmpty();
        assertThat(same.measures()).isNotEmpty().allMatch(each -> Boolean.TRUE.equals(each.overlap()));
    }

    @Test
    void theGapBetweenThreeIsSeenWhereverItIs() {
        SideBySide three = SideBySide.of(SampleReports.report(
                SampleReports.distanceGoesMissing(),
                SampleReports.distanceGoesMissing(),
                SampleReports.distanceAsText()));

        assertThat(three.measures().get(0).overlap()).isFalse();
        assertThat(three.measures().get(0).values()).hasSize(3);
    }

    @Test
    void standsBeforeTheExperimentsOnThePage() {
        String section = "//section[@class='columned']";

        assertThat(page.texts(section + "//table[1]/thead//th"))
                .startsWith("Measure", "distance-goes-missing", "distance-as-text", "Bounds");
        assertThat(page.texts(section + "//tr[1]/td"))
                .containsSubsequence(
                        Arrays.asList("0.812 minutes0.644 to 0.98", "3.62 minutes3.11 to 4.13", "lie apart"));
        assertThat(page.texts("//article")).hasSize(2);
        assertThat(page.texts("//table[not(caption)]")).isEmpty();
        assertThat(page.texts("//@id")).doesNotHaveDuplicates();
    }

    @Test
    void aReportOfSeveralIsNotLaidOutSoByItself() {
        assertThat(ParsedPage.of(SampleReports.allVerdicts()).texts("//section[@class='columned']"))
                .isEmpty();
    }
}
