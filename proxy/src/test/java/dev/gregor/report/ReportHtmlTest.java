package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.gregor.config.MeasureName;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportHtmlTest {
    private static final String HOSTILE =
            "</title></style></script><script>alert(1)</script><img src=x onerror='alert(2)'> & \" {{name}} {{{style}}} \u0000\u0007 \u202Eevil \uD800";

    private final ParsedPage one = ParsedPage.of(SampleReports.distanceGoesMissing());
    private final ParsedPage all = ParsedPage.of(SampleReports.allVerdicts());

    @Test
    void saysTheVerdictFirstAndThenWhyAndWhat() {
        String page = one.text("//main");

        assertThat(page)
                .startsWith("Verdict: pass distance-goes-missing The hypothesis held.")
                .containsSubsequence(
                        "at most 0.98 minutes",
                        "Hypothesis",
                        "1,003 records hit",
                        "0.812 minutes",
                        "exactly 0",
                        "What was injected",
                        "Records before and after",
                        "Divergence over time",
                        "Measures over the whole run",
                        "Pairs",
                        "Configuration",
                        "9f2c41d07b3e",
                        "Notes");
    }

    @Test
    void givesEveryVerdictItsWordItsSymbolAndASentence() {
        assertThat(all.texts("//p[@class='word']"))
                .containsExactly(
                        "Verdict: pass",
                        "Verdict: fail",
                        "Verdict: inconclusive",
                        "Verdict: halted",
                        "Verdict: pass",
                        "Verdict: invalid");
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            assertThat(all.texts("//*[@id='verdict-" + kind.word() + "']")).hasSize(1);
        }
        assertThat(all.texts("//p[@class='headline']")).hasSize(6).doesNotContain("");
    }

    @Test
    void leadsFromTheTableOfExperimentsToEachOfThem() {
        List<String> links = all.texts("//table[@class='contents']//a/@href");

        assertThat(links).hasSize(6);
        for (String link : links) {
            assertThat(all.texts("//article[@id='" + link.substring(1) + "']")).hasSize(1);
        }
        assertThat(one.texts("//table[@class='contents']")).isEmpty();
    }

    @Test
    void showsWhatAFaultDidToARecord() {
        assertThat(one.texts("//figure[@class='sample'][1]//span[@class='removed']"))
                .containsExactly("\u2212removed: \"distance\": 1990");
        assertThat(all.text("//span[@class='changed']//del")).contains("1990");
        assertThat(all.text("//span[@class='changed']//ins")).contains("\"1990\"");
    }

    @Test
    void isReadableWithoutSight() {
        assertThat(all.texts("//table[not(caption)]")).isEmpty();
        assertThat(all.texts("//svg[@role='img'][not(title) or not(desc)]")).isEmpty();
        assertThat(all.texts("//svg[not(@role='img') and not(@aria-hidden='true')]"))
                .isEmpty();
        assertThat(all.texts("//th[not(@scope)]")).isEmpty();
        assertThat(all.texts("//figure[@class='divergence'][not(.//table)]")).isEmpty();
        assertThat(all.texts("//@id")).doesNotHaveDuplicates();
        for (String ids : all.texts("//@aria-labelledby")) {
            for (String id : ids.split(" ", -1)) {
                assertThat(all.texts("//*[@id='" + id + "']")).as(id).hasSize(1);
            }
        }
    }

    @Test
    void asksNothingOfTheNetwork() {
        assertThat(all.texts("//@src | //link | //iframe | //object | //image")).isEmpty();
        assertThat(all.texts("//@href")).allMatch(href -> href.startsWith("#"));
        assertThat(all.html()).doesNotContain("http:").doesNotContain("https:").doesNotContain("@import");
        assertThat(all.texts("//@style")).isEmpty();
    }

    @Test
    void allowsItsOwnStyleAndScriptAndNothingElse() throws NoSuchAlgorithmException {
        String policy = one.text("//meta[@http-equiv='Content-Security-Policy']/@content");

        assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("style-src '" + hash(between(one.html(), "<style>", "</style>")) + "'")
                .contains("script-src '" + hash(between(one.html(), "<script>", "</script>")) + "'");
    }

    @Test
    void letsNoTextBecomeMarkup() {
        ExperimentReport hostile = new SampleReports.Draft(HOSTILE, Verdict.Kind.FAIL)
                .reasons(HOSTILE)
                .hypothesis(HOSTILE)
                .faults(HOSTILE)
                .measures(SampleReports.measured(HOSTILE, Arm.TREATED, 1.0, null, 2.0, 3))
                .guard(HOSTILE, MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2)
                .windows(SampleReports.days(3, HOSTILE, 1, 0.1, true))
                .samples(
                        new ExperimentReport.Sample(
                                HOSTILE,
                                HOSTILE,
                                List.of(HOSTILE),
                                new TextNode(HOSTILE),
                                new TextNode("x" + HOSTILE),
                                SampleReports.START),
                        new ExperimentReport.Sample(
                                HOSTILE,
                                HOSTILE,
                                List.of(HOSTILE),
                                SampleReports.json("{\"</pre><b>\": \"<i>\"}"),
                                SampleReports.json("{\"</pre><b>\": 1}"),
                                SampleReports.START))
                .notes(HOSTILE)
                .build();
        ParsedPage page = ParsedPage.of(
                Report.of(HOSTILE, SampleReports.GENERATED, List.of(hostile, SampleReports.nothingAtAll())));

        assertThat(page.texts("//script")).hasSize(1);
        assertThat(page.texts("//img | //b[not(ancestor::p)] | //i")).isEmpty();
        assertThat(page.html()).doesNotContain("alert(1)</script>").doesNotContain("\u202E");
        assertThat(page.text("//blockquote[1]"))
                .contains("<script>alert(1)</script>", "{{name}} {{{style}}} \\u0000\\u0007 \\u202Eevil \\uD800");
    }

    @Test
    void showsARouteWithoutACanary() {
        ExperimentReport inLine = new SampleReports.Draft("in-line", Verdict.Kind.INCONCLUSIVE)
                .route(new Asked.Route("raw", "features", null))
                .build();

        assertThat(ParsedPage.of(inLine).texts("//ol[@class='flow']/li"))
                .containsExactly(
                        "raw topicraw20,000 records seen",
                        "Gregor0 hit5 % of the records",
                        "feature topicfeatureswith faults in line");
    }

    @Test
    void saysSoWhereThereIsNothing() {
        assertThat(ParsedPage.of().text("//main")).isEqualTo("No experiment ran, so there is nothing to report.");
        assertThat(ParsedPage.of(SampleReports.broken()).text("//article"))
                .contains("No window had a pair", "Nothing was measured", "not known");
    }

    @Test
    void isTheSameForTheSameReport() {
        assertThat(ReportHtml.render(SampleReports.allVerdicts())).isEqualTo(all.html());
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static String hash(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
