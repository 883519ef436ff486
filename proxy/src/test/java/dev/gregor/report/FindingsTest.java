package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.MeasureName;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private final ParsedPage all = ParsedPage.of(SampleReports.everything());

    private static String section(String name) {
        return "//section[h3[@id='experiment-1-" + name + "']]";
    }

    @Test
    void aHaltHasItsReceipt() {
        assertThat(all.text(section("halt") + "/p[1]"))
                .isEqualTo("Crossed at 2 Mar 2026, 09:29:55 UTC by the wall clock; the last fault came 700 ms later."
                        + " Every partition has stopped.");
        assertThat(all.texts(section("halt") + "//tbody/tr[1]/*"))
                .containsExactly("flights.raw-0", "2 Mar 2026, 09:29:55.650", "650", "640", "12");
        assertThat(all.texts(section("halt") + "//tbody/tr[3]/td")).contains("–");
    }

    @Test
    void aHaltThatIsNotCompleteSaysSo() {
        Halt halt = new Halt(
                "by hand",
                null,
                null,
                SampleReports.GENERATED,
                null,
                null,
                false,
                List.of(new Halt.Stopped("flights.raw-0", null, null, 0)));
        ParsedPage page = ParsedPage.of(new SampleReports.Draft("stopped", Verdict.Kind.HALTED)
                .halt(halt)
                .build());

        assertThat(page.text(section("halt")))
                .contains("Halted at", "is not known. Not every partition has said yet that it stopped", "not yet");
    }

    @Test
    void bothArmsAreDrawnOverEachOther() {
        String wide = "//figure[@class='distribution']/*[contains(@class,'wide')]";

        assertThat(all.texts(wide + "/path[@class='bars control']/@d")).hasSize(1);
        assertThat(all.texts(wide + "/path[@class='bars treatment']/@d"))
                .hasSize(1)
                .noneMatch(d -> d.contains("NaN"));
        assertThat(all.text(wide + "/desc"))
                .isEqualTo("From −20 to 100 minutes. Most outputs of the control arm lie from 10 to 15."
                        + " Most outputs of the treatment arm lie from 15 to 20.");
        assertThat(all.texts("//figure[@class='distribution']//tbody/tr")).hasSize(24);
    }

    @Test
    void binsOfDifferentWidthsAreDrawnByTheirDensity() {
        OutputDetail.Histogram histogram =
                new OutputDetail.Histogram(List.of(0.0, 1.0, 3.0), List.of(50L, 50L), List.of(0L, 0L));

        String svg = HistogramChart.draw(histogram, "", "x", Layout.WIDE, "title");

        // Half of the outputs in a bin twice as wide stand half as high.
        assertThat(svg)
                .contains("<path class=\"bars control\" d=\"M52 170L52 21.9L323.3 21.9L323.3 96L866 96L866 170\"/>");
    }

    @Test
    void aConfusionMatrixShowsWhichLabelBecameWhich() {
        assertThat(all.text("//div[contains(@class,'matrix')]//caption"))
                .startsWith("late: 25 of 1,000 labels flipped, 2.5 %");
        assertThat(all.texts("//td[contains(@class,'flipped')]")).containsExactly("20", "5");
        assertThat(all.texts("//td[contains(@class,'same')]")).containsExactly("900", "75");
    }

    @Test
    void theWorstPairsAreExplainedByTheLedger() {
        assertThat(all.texts("//table[@class='worst']/tbody/tr/td[4]"))
                .containsExactly(
                        "scale: distance 1990 → 3202.6",
                        "no ledger entry: untreated",
                        "no ledger entry: the ledger no longer reaches back so far");
        assertThat(all.texts("//table[@class='worst']/tbody/tr/td[2]")).containsExactly("80.25", "52", "none");
        assertThat(all.texts("//table[@class='worst']/tbody/tr/td[3]")).containsExactly("67.8", "42.9", "41");
    }

    @Test
    void theEffectIsGivenNetOfNoiseAndOverAllTraffic() {
        assertThat(all.texts(section("effect") + "//tbody/tr[1]/td"))
                .containsExactly("untreated", "2.5 minutes", "2.2 to 2.8 minutes");
        assertThat(all.texts(section("effect") + "/p"))
                .containsExactly(
                        "Pairs whose record was not hit differ too: mean absolute difference of delay_minutes 0.1 minutes,"
                                + " 0.05 to 0.15 minutes. Either the fault spills over to records that it did not hit, or the"
                                + " model is not deterministic; a second control arm (control-2) would tell which.",
                        "Over all traffic, mean absolute difference of delay_minutes is 0.225 minutes: share treated × direct"
                                + " + share untreated × spill-over, 0.05 × 2.6 + 0.95 × 0.1 = 0.225 minutes.",
                        "Amplification: 0.004 minutes of delay_minutes for each unit of distance, the mean absolute difference"
                                + " of the output (2.6 minutes) over the mean absolute change of the field (650 in 1,003"
                                + " changes).");
    }

    @Test
    void anOverallEffectThatDoesNotAddUpIsToldOf() {
        ExperimentReport wrong = new SampleReports.Draft("wrong", Verdict.Kind.PASS)
                .measures(SampleReports.measured("delay_minutes", Arm.TREATED, 2.0, 1.0, 3.0, 500))
                .overall(new Overall("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2, 0, 0.05, 0.2))
                .build();

        assertThat(ParsedPage.of(wrong).text(section("effect"))).contains("something was miscounted");
    }

    @Test
    void aMeasureOfNoPairsHasNoPlaceInTheTable() {
        ExperimentReport report = new SampleReports.Draft("few", Verdict.Kind.PASS)
                .measures(
                        SampleReports.measured("delay_minutes", Arm.TREATED, 2.0, 1.0, 3.0, 500),
                        SampleReports.measured("late", Arm.TREATED, null, 0.0, 1.0, 0))
                .build();

        assertThat(ParsedPage.of(report).text(section("measures")))
                .contains("delay_minutes")
                .doesNotContain("late");
    }

    @Test
    void measuresWithoutBoundsStandApartWithTheirConventions() {
        assertThat(all.texts(section("measures") + "//tr[@class='group']/th/strong | " + section("measures")
                        + "//tr[@class='group']/th/text()"))
                .doesNotContain("correlation");
        assertThat(all.texts(section("shown") + "//caption")).containsExactly("delay_minutes", "late");
        assertThat(all.text(section("shown") + "//tr[starts-with(th,'population')]"))
                .contains("natural logarithm", "0.1 is moderate, 0.25 large", "about 0.0180.22–");
        assertThat(all.texts(section("shown") + "//tr[starts-with(th,'correlation')]/td"))
                .containsExactly("0.93", "0.999");
    }

    @Test
    void bothArmsAreSetAgainstTheTruth() {
        assertThat(all.texts(section("truth") + "//tr[starts-with(th,'mean absolute error')]/td"))
                .containsExactly("21.3 minutes", "21.9 minutes", "0.6 minutes", "0.2 to 1 minutes", "1,000");
        assertThat(all.texts(section("truth") + "//tr[starts-with(th,'accuracy')]/td"))
                .containsExactly("0.81", "0.79", "0.02", "−0.01 to 0.05", "1,000");
    }

    @Test
    void segmentsAreMarkedAsExploratory() {
        assertThat(all.text(section("segments") + "/p")).startsWith("Exploratory");
        assertThat(all.texts(section("segments") + "//tbody/tr[1]/*"))
                .containsExactly("JFK mean absolute difference of delay_minutes", "3.1 minutes", "2.2 to 4", "140");
    }

    @Test
    void aMonitorOfTheTreatmentArmAloneIsShown() {
        assertThat(all.texts(section("monitor") + "//tbody/tr")).hasSize(1);
        assertThat(all.texts(section("monitor") + "//tbody/tr/td"))
                .containsExactly("1", "0", "0.5", "212", "2", "1", "1", "0", "9", "2");
    }

    @Test
    void partsWithNothingToSayAreLeftOut() {
        assertThat(ParsedPage.of(SampleReports.broken()).texts("//h3/@id"))
                .containsExactly(
                        "experiment-1-injected",
                        "experiment-1-divergence",
                        "experiment-1-measures",
                        "experiment-1-pairs",
                        "experiment-1-settings");
    }

    @Test
    void isReadableWithoutSight() {
        assertThat(all.texts("//table[not(caption)]")).isEmpty();
        assertThat(all.texts("//th[not(@scope)]")).isEmpty();
        assertThat(all.texts("//svg[@role='img'][not(title) or not(desc)]")).isEmpty();
        assertThat(all.texts("//figure[@class='distribution'][not(.//table)]")).isEmpty();
        assertThat(all.texts("//@id")).doesNotHaveDuplicates();
    }
}
