package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ConfigSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT = ConfigSchema.generate(SampleFaults.TYPES);
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT, InputFormat.JSON);

    private static List<String> errors(String yaml) {
        Object plain = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(JSON.valueToTree(plain).toString(), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    @Test
    void theSchemaIsASchema() {
        Schema meta = SchemaRegistry.withDialect(Dialects.getDraft202012())
                .getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));
        assertThat(meta.validate(TEXT, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gregor.yaml",
                "experiments/distance-goes-missing.yaml",
                "experiments/control-run.yaml",
                "experiments/distance-becomes-text.yaml"
            })
    void everyReadyMadeFileFitsTheSchema(String file) throws IOException {
        assertThat(errors(Files.readString(Path.of(file)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "faults: [drop-record, { drop-record: {} }, { drop-record: }, replay-stale, { replay-stale: { lag: 3 } }]",
                "faults: [{ drop-field: { field: distance } }, { drop-field: { field: [a, b] } }]",
                "faults: [{ delay: { by: 5s } }, { delay: { by: { uniform: { min: 1s, max: '${MAX}' } }, keep-order: true } }]",
                "select: { fraction: '${FRACTION:-0.05}', by: '${BY}' }",
                "select: { fraction: '0.05' }",
                "seed: '${SEED}'",
                "redact: origin",
                "enabled: '${ON:-true}'",
                "schedule: { start: '2026-01-01T00:00:00Z', duration: 30m }"
            })
    void whatTheLoaderTakesFitsTheSchema(String setting) {
        assertThat(errors(experimentWith(setting))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "faults: [{ drop-feild: { field: distance } }]",
                "faults: [drop-field]",
                "faults: [{ drop-field: { field: a }, null-field: { field: b } }]",
                "faults: [{ drop-field: { feild: a } }]",
                "faults: [{ change-type: { field: a, to: strnig } }]",
                "faults: [{ delay: { by: soon } }]",
                "fault: []",
                "select: { fraction: many }",
                "select: { by: recrod }",
                "seed: 1.5",
                "enabled: 1",
                "schedule: { duration: 30 }",
                "schedule: { start: 2026 }",
                "hypothesis: [a]"
            })
    void whatTheLoaderRefusesByItsShapeDoesNotFitTheSchema(String setting) {
        assertThat(errors(experimentWith(setting))).isNotEmpty();
    }

    private static String experimentWith(String setting) {
        String hypothesis = setting.startsWith("hypothesis") ? "" : "  hypothesis: h\n";
        return "version: 1\nroutes: { r: { from: a, to: b } }\nexperiments:\n- name: a\n  route: r\n" + hypothesis
                + "  " + setting;
    }

    @Test
    void descriptionsAndDefaultsComeFromTheModel() throws IOException {
        JsonNode schema = JSON.readTree(TEXT);
        JsonNode by = schema.at("/$defs/Selection/properties/by");
        assertThat(by.path("description").asText()).startsWith("The unit that is drawn");
        assertThat(by.path("default").asText()).isEqualTo("record");
        assertThat(by.at("/anyOf/0/enum")).extracting(JsonNode::asText).containsExactly("record", "key", "window");
        assertThat(schema.at("/$defs/Application.Http/properties/port/default").isInt())
                .isTrue();
        assertThat(schema.at("/$defs/Experiment/required"))
                .extracting(JsonNode::asText)
                .containsExactly("name", "hypothesis", "route");
    }

    @Test
    void theSameModelGivesTheSameText() {
        assertThat(ConfigSchema.generate(SampleFaults.TYPES)).isEqualTo(TEXT).endsWith("}\n");
    }
}
