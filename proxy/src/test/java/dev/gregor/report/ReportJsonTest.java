package dev.gregor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gregor.config.MeasureName;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {

    @Test
    void hasTheFieldsOfTheContract() throws IOException {
        JsonNode report = written(SampleReports.report(SampleReports.distanceGoesMissing()));

        assertThat(names(report)).containsExactly("version", "application", "generated", "experiments");
        assertThat(report.get("version").asInt()).isEqualTo(1);
        assertThat(report.get("generated").asText()).isEqualTo("2026-03-02T09:30:00Z");
        JsonNode experiment = report.at("/experiments/0");
        assertThat(names(experiment))
                .containsExactly(
                        "experiment",
                        "verdict",
                        "reasons",
                        "hypothesis",
                        "expect",
                        "mode",
                        "revision",
                        "seed",
                        "route",
                        "outputs",
                        "selection",
                        "faults",
                        "guardrails",
                        "units",
                        "judged",
                        "records",
                        "pairs",
                        "measures",
                        "halt",
                        "net",
                        "overall",
                        "segments",
                        "windows",
                        "samples",
                        "details",
                        "amplifications",
                        "notes",
                        "failure-mode",
                        "tests",
                        "skill",
                        "monitor");
        assertThat(names(experiment.get("records"))).containsExactly("seen", "selected", "injected", "skipped");
        assertThat(names(experiment.get("pairs")))
                .containsExactly(
                        "treated",
                        "untreated",
                        "missing",
                        "orphan",
                        "duplicate",
                        "invalid",
                        "missing-treated",
                        "invalid-treated");
        assertThat(names(experiment.at("/measures/0")))
                .containsExactly("output", "measure", "arm", "value", "low", "high", "n");
        assertThat(names(experiment.at("/guardrails/0")))
                .containsExactly("output", "measure", "max", "min", "windows", "halt");
        assertThat(names(experiment.get("judged"))).containsExactly("first", "last", "final");
        assertThat(names(experiment.at("/windows/0")))
                .containsExactly("start", "end", "output", "measure", "arm", "value", "low", "high", "n");
        assertThat(names(experiment.at("/samples/0")))
                .containsExactly("id", "fault", "fields", "before", "after", "timestamp");
    }

    @Test
    void writesWordsAndCountsAsTheConfigurationDoes() throws IOException {
        JsonNode experiment = written(SampleReports.report(SampleReports.distanceGoesMissing()))
                .at("/experiments/0");

        assertThat(experiment.get("verdict").asText()).isEqualTo("pass");
        assertThat(experiment.get("expect").asText()).isEqualTo("tolerate");
        assertThat(experiment.at("/records/injected/drop-field").asLong()).isEqualTo(1003);
        assertThat(experiment.at("/measures/0/measure").asText()).isEqualTo("mean-absolute-difference");
        assertThat(experiment.at("/measures/0/arm").asText()).isEqualTo("treated");
        assertThat(experiment.at("/samples/0/before/distance").asInt()).isEqualTo(1990);
        assertThat(experiment.at("/samples/0/after").has("distance")).isFalse();
    }

    @Test
    void hasTheReceiptOfAHaltAndAllThatMakesTheNumbersPlain() throws IOException {
        JsonNode experiment =
                written(SampleReports.report(SampleReports.everything())).at("/experiments/0");

        assertThat(names(experiment.get("halt")))
                .containsExactly(
                        "reason",
                        "output",
                        "measure",
                        "crossed",
                        "last-fault",
                        "took-milliseconds",
                        "complete",
                        "partitions");
        assertThat(names(experiment.at("/halt/partitions/0")))
                .containsExactly("partition", "stopped", "last-fault", "released");
        assertThat(names(experiment.at("/net/0")))
                .containsExactly("output", "measure", "against", "value", "low", "high");
        assertThat(names(experiment.at("/overall/0")))
                .containsExactly("output", "measure", "direct", "spill-over", "treated-share", "value");
        assertThat(names(experiment.at("/segments/0"))).containsExactly("segment", "measures");
        assertThat(names(experiment.at("/details/0")))
                .containsExactly("output", "arm", "histogram", "confusion", "worst");
        assertThat(names(experiment.at("/details/0/histogram"))).containsExactly("edges", "control", "treatment");
        assertThat(experiment.at("/details/0/worst/0/faults/0/after/distance").asDouble())
                .isEqualTo(3202.6);
        assertThat(experiment.at("/details/2/confusion/counts/1/0").asLong()).isEqualTo(5);
        assertThat(names(experiment.at("/amplifications/0")))
                .containsExactly("output", "field", "output-difference", "field-change", "n", "value");
        assertThat(experiment.at("/amplifications/0/value").asDouble()).isEqualTo(2.6 / 650);
        assertThat(experiment.at("/monitor/control").isNull()).isTrue();
        assertThat(experiment.at("/monitor/treatment/table/silent-hurt").asLong())
                .isEqualTo(9);
    }

    @Test
    void writesExperimentsBesideEachOther() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportJson.write(
                SideBySide.of(
                        SampleReports.report(SampleReports.distanceGoesMissing(), SampleReports.distanceAsText())),
                out);
        JsonNode json = new JsonMapper().readTree(out.toByteArray());

        assertThat(names(json))
                .containsExactly("version", "application", "generated", "experiments", "settings", "measures");
        assertThat(json.get("experiments")).hasSize(2);
        assertThat(names(json.at("/measures/0"))).containsExactly("output", "measure", "arm", "values", "overlap");
    }

    @Test
    void writesNullForWhatIsNotKnown() throws IOException {
        Estimate unknown = new Estimate(
                "delay_minutes",
                MeasureName.MEAN_ABSOLUTE_DIFFERENCE,
                Arm.TREATED,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                0);
        ExperimentReport experiment = new SampleReports.Draft("nothing-yet", Verdict.Kind.INCONCLUSIVE)
                .measures(ExperimentReport.Measured.of(unknown))
                .build();

        JsonNode measure = written(SampleReports.report(experiment)).at("/experiments/0/measures/0");

        assertThat(measure.get("value").isNull()).isTrue();
        assertThat(measure.get("low").isNull()).isTrue();
        assertThat(measure.get("high").isNull()).isTrue();
        assertThat(measure.get("n").asLong()).isZero();
    }

    @Test
    void isTheSameForTheSameReport(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportJson.write(SampleReports.allVerdicts(), out);
        ReportJson.write(SampleReports.allVerdicts(), folder.resolve("report.json"));

        assertThat(Files.readString(folder.resolve("report.json"))).isEqualTo(out.toString(StandardCharsets.UTF_8));
    }

    private static JsonNode written(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportJson.write(report, out);
        return new JsonMapper().readTree(out.toByteArray());
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
