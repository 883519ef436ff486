package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final String INGESTION = "1 Data ingestion";

    private static Report all() {
        return SampleReports.report(
                SampleReports.nothingAtAll(),
                SampleReports.distanceGoesMissing().testing(INGESTION, "fields dropped"),
                SampleReports.distanceAsText().testing(INGESTION, "fields dropped"),
                SampleReports.staleOrigins().testing(INGESTION, "stale <data>"),
                SampleReports.lateArrivals().testing("5 Serving", "random latency"));
    }

    private static Summary summary() {
        return Objects.requireNonNull(Page.of(all()).summary());
    }

    @Test
    void aReportOutsideOfARunOfAllHasNone() {
        assertThat(Page.of(SampleReports.allVerdicts()).summary()).isNull();
        assertThat(ReportHtml.render(SampleReports.allVerdicts())).doesNotContain("<section class=\"summary\"");
    }

    @Test
    void eachLineHasItsExperimentsUnderItsFailureMode() {
        assertThat(summary().modes()).extracting(Summary.Mode::name).containsExactly("Data ingestion", "Serving");
        assertThat(summary().modes()).extracting(Summary.Mode::number).containsExactly("1", "5");
        List<Summary.Line> lines = summary().modes().get(0).lines();
        assertThat(lines).extracting(Summary.Line::tests).containsExactly("fields dropped", "stale <data>");
        assertThat(lines.get(0).rows())
                .extracting(Summary.Row::name)
                .containsExactly("distance-goes-missing", "distance-as-text");
        assertThat(summary().others()).hasSize(1);
    }

    @Test
    void aRowSaysWhatWasInjectedWhatItDidAndWhere() {
        Summary.Row row = summary().modes().get(0).lines().get(0).rows().get(0);

        assertThat(row.id()).isEqualTo("experiment-2");
        assertThat(row.verdict()).isEqualTo("pass");
        assertThat(row.faults())
                .isNotEmpty()
                .allSatisfy(count -> assertThat(count.n()).isNotEqualTo("0"));
        assertThat(row.effect()).isEqualTo("0.812\u00a0minutes");
        assertThat(row.detail()).startsWith("delay_minutes, mean absolute difference");
    }

    @Test
    void whatCrossedItsMarginIsTheEffectThatIsShown() {
        Summary.Row row = summary().modes().get(0).lines().get(0).rows().get(1);

        assertThat(row.effect()).isEqualTo("3.62\u00a0minutes");
    }

    @Test
    void thePageIsWellFormedAndEachRowLinksToASection() throws Exception {
        String page = ReportHtml.render(all());

        ParsedPage.of(all());
        assertThat(page)
                .contains("stale &lt;data&gt;")
                .contains("href=\"#experiment-5\"")
                .contains("id=\"experiment-5\"");
    }
}
