package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {
    private static final String FILE = """
            version: 1
            routes:
              flights: { from: raw, to: features, canary: canary }
            experiments:
              - name: measured
                hypothesis: It holds
                route: flights
                measure:
                  control: control
                  treatment: treatment
                  outputs:
                    delay: { type: number }
                guardrails: [ { output: delay, measure: mean-absolute-difference, max: 2 } ]
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: number | type: vector | 'mean-absolute-difference' does not measure a vector; expected cosine-distance or euclidean-distance",
                "type: number | type: number, k: 3 | only a ranking has a top",
                "type: number | type: ranking, k: 0 | 0 is no number of items",
                "type: number | type: number, positive: late | only a label or a score has a positive class",
                "type: number | type: text, truth: actual | a text is not set against a true value",
                "type: number | type: number, truth: actual | there is no topic with true values; expected a 'truth' beside the outputs",
                "max: 2 | windows: 2 | is missing; expected the largest value that can be borne, or the smallest as 'min'",
                "max: 2 | max: 2, min: 1 | stands beside 'min'; expected one of them",
                "max: 2 | min: -1 | -1.0 is not a margin; expected a number of at least 0",
                "measure: mean-absolute-difference | measure: wasserstein | 'wasserstein' has no bounds that hold while it is watched",
                "measure: mean-absolute-difference | measure: mean-absolute-error-rise | 'delay' has no true value to be set against",
                "treatment: treatment | treatment: treatment\\n      control-2: control | 'control' is an arm's topic already",
                "treatment: treatment | treatment: treatment\\n      max-segments: 0 | 0 is no number of segments",
                "treatment: treatment | treatment: treatment\\n      heartbeat: 10ms | 10ms is too short; expected at least 1s",
                "treatment: treatment | treatment: treatment\\n      segment-by: value. | is not a CEL expression",
                "treatment: treatment | treatment: treatment\\n      truth: { topic: t, value: bytes } | 'bytes' has no fields that could be read",
                "control: control\\n | \\n | 'mean-absolute-difference' needs pairs, and without a 'control' there are none; expected mean-difference",
            })
    void whatCannotBeMeasuredIsRefused(String good, String bad, String problem) {
        String broken = FILE.replace(good.replace("\\n", "\n"), bad.replace("\\n", "\n"));

        assertThat(problems(broken)).hasSize(1).first().asString().contains(problem);
    }

    @Test
    void aBoundMayBeFromBelowAndASignedOneNegative() throws InvalidConfig {
        String signed = FILE.replace("mean-absolute-difference, max: 2", "mean-difference, min: -0.5, halt: false");

        Guardrail guardrail = load(signed).experiments().get(0).guardrails().get(0);

        assertThat(guardrail.boundsFromAbove()).isFalse();
        assertThat(guardrail.margin()).isEqualTo(-0.5);
        assertThat(guardrail.halt()).isFalse();
        assertThat(guardrail.isCrossedBy(-2, -0.6)).isTrue();
        assertThat(guardrail.isHeldBy(-0.5, 3)).isTrue();
    }

    @Test
    void everyMeasureStandsInThePageThatExplainsThem() throws IOException {
        String page = Files.readString(Path.of("../docs/measuring.md"));

        assertThat(Stream.of(MeasureName.values())
                        .map(MeasureName::word)
                        .filter(word -> !page.contains("`" + word + "`")))
                .isEmpty();
    }

    @Test
    void aKindOfOutputHasMeasuresThatCanBeGuarded() {
        for (Output.Type type : Output.Type.values()) {
            assertThat(MeasureName.of(type)).as(type.word()).anyMatch(MeasureName::canBeGuarded);
        }
        assertThat(MeasureName.ofPopulations()).noneMatch(MeasureName::needsTruth);
    }

    private static List<String> problems(String yaml) {
        try {
            load(yaml);
            return List.of();
        } catch (InvalidConfig e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private static GregorConfig load(String yaml) throws InvalidConfig {
        return new ConfigLoader(SampleFaults.TYPES, Map.of())
                .load("test.yaml", yaml)
                .config();
    }
}
