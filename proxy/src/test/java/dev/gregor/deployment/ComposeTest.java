package dev.gregor.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.config.ConfigLoader;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.InvalidConfig;
import dev.gregor.fault.Catalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The compose file agrees with the configuration of its Gregor, with Prometheus and with Grafana. */
class ComposeTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+(:-([^}]*))?}");

    private final JsonNode services = Documents.yaml("compose.yaml").get(0).path("services");

    /** With the default of each variable in its place. */
    private static String resolved(String text) {
        return VARIABLE.matcher(text).replaceAll((MatchResult found) -> found.group(2));
    }

    @Test
    void gregorLoadsItsConfigurationWithTheEnvironmentOfItsContainer() throws InvalidConfig {
        Map<String, String> environment = new HashMap<>();
        environment.put("GREGOR_STATE_DIR", "/var/lib/gregor/state");
        services.at("/gregor/environment")
                .properties()
                .forEach(each ->
                        environment.put(each.getKey(), resolved(each.getValue().asText())));

        GregorConfig config = new ConfigLoader(Catalogue.types(), environment)
                .load(Documents.DOCKER.resolve("compose/gregor.yaml"))
                .config();

        assertThat(config.experiments()).hasSize(2);
        assertThat(config.application().kafka()).containsEntry("bootstrap.servers", "kafka:9092");
        assertThat(services.has("kafka")).isTrue();
        assertThat(services.at("/gregor/ports/0").asText())
                .startsWith("127.0.0.1:")
                .endsWith(":" + config.application().http().port());
        assertThat(Documents.text("prometheus/prometheus.yaml"))
                .contains("gregor:" + config.application().http().port());
    }

    @Test
    void nothingIsReachedFromOtherMachines() {
        services.forEach(service ->
                service.path("ports").forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
    }

    @Test
    void everyImageIsAVariableWithADefault() {
        services.properties().forEach(service -> {
            String image = service.getValue().path("image").asText();
            if (!image.isEmpty()) {
                assertThat(image).as(service.getKey()).matches("\\$\\{[A-Z_]+:-[^}]+}");
            }
        });
    }

    @Test
    void prometheusAndGrafanaFindEachOtherAndTheirFiles() {
        JsonNode source = Documents.yaml("grafana/provisioning/datasources/prometheus.yaml")
                .get(0)
                .at("/datasources/0");
        assertThat(source.path("url").asText()).isEqualTo("http://prometheus:9090");
        assertThat(services.at("/prometheus/ports/0").asText()).endsWith(":9090");
        String dashboards = Documents.yaml("grafana/provisioning/dashboards/gregor.yaml")
                .get(0)
                .at("/providers/0/options/path")
                .asText();
        assertThat(services.at("/grafana/volumes"))
                .extracting(JsonNode::asText)
                .contains("./grafana/dashboards:" + dashboards + ":ro");
        assertThat(services.at("/grafana/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                        .asText())
                .isEqualTo(dashboards + "/gregor.json");
        assertThat(Documents.json("grafana/dashboards/gregor.json").path("uid").asText())
                .isEqualTo("gregor");
    }
}
