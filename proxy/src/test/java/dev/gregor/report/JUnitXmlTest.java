package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.Experiment;
import dev.gregor.config.MeasureName;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

class JUnitXmlTest {
    private final ParsedPage all = ParsedPage.ofXml(JUnitXml.render(SampleReports.allVerdicts()));

    @Test
    void hasASuiteForEachExperimentAndACaseForEachGuardrailAndTheVerdict() {
        assertThat(all.texts("/testsuites/testsuite/@name"))
                .containsExactly(
                        "distance-goes-missing",
                        "distance-as-text",
                        "stale-origins",
                        "late-arrivals",
                        "a-a",
                        "half-the-origins");
        assertThat(all.texts("/testsuites/testsuite[1]/testcase/@name"))
                .containsExactly(
                        "mean absolute difference of delay_minutes at most 2 minutes",
                        "flip rate of late at most 5 %",
                        "verdict");
        assertThat(all.texts("//testsuite/@tests")).containsExactly("3", "2", "2", "2", "2", "1");
    }

    @Test
    void failsErrsAndSkipsAsTheVerdictSays() {
        assertThat(all.texts("//testsuite/@failures")).containsExactly("0", "2", "0", "2", "0", "0");
        assertThat(all.texts("//testsuite/@errors")).containsExactly("0", "0", "0", "0", "0", "1");
        assertThat(all.texts("//testsuite/@skipped")).containsExactly("0", "0", "2", "0", "1", "0");
        assertThat(all.text("//testcase[@name='verdict']/error/@message")).startsWith("sample ratio mismatch");
        assertThat(all.text("//testsuite[@name='stale-origins']/testcase[@name='verdict']/skipped"))
                .contains("74 treated pairs are fewer than the 100");
        assertThat(all.texts("//failure/@type")).containsExactly("fail", "fail", "fail", "halted");
    }

    @Test
    void theGuardrailThatHaltedFailsAlthoughItsBoundsMayNotSaySo() {
        ParsedPage page = ParsedPage.ofXml(JUnitXml.render(SampleReports.report(SampleReports.everything())));

        assertThat(page.text("//testcase[1]/failure/@message")).isEqualTo("crossed, and halted the experiment");
    }

    @Test
    void guardrailsDecideNothingWhereFaultsAreToBeDetected() {
        ExperimentReport detect = new SampleReports.Draft("detected", Verdict.Kind.PASS)
                .expect(Experiment.Expectation.DETECT)
                .faults("drop-field: distance")
                .guard("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2)
                .measures(SampleReports.measured("delay_minutes", Arm.TREATED, 5.0, 4.0, 6.0, 1000))
                .build();

        ParsedPage page = ParsedPage.ofXml(JUnitXml.render(SampleReports.report(detect)));

        assertThat(page.texts("//failure | //error")).isEmpty();
        assertThat(page.texts("//testcase[1]/skipped/@type")).containsExactly("detect");
    }

    @Test
    void isValidAgainstTheSchema() throws SAXException, IOException {
        String hostile = "</failure>]]> & \u0000 \uD800 \"";
        ExperimentReport odd = new SampleReports.Draft(hostile, Verdict.Kind.FAIL)
                .reasons(hostile)
                .hypothesis(hostile)
                .build();
        for (Report report : List.of(SampleReports.allVerdicts(), SampleReports.report(odd))) {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(JUnitXmlTest.class.getResource("junit.xsd"))
                    .newValidator()
                    .validate(new StreamSource(new StringReader(JUnitXml.render(report))));
        }
    }
}
