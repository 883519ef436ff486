package dev.gregor.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.fixture.GregorProcess;
import dev.gregor.fixture.Inference;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every metric and label that an alert rule or a panel of the dashboard asks for is one that a running Gregor exposes. */
@ExtendWith(OnBroker.class)
class MetricNamesIT {
    private static final int RECORDS = 100;
    private static final String EXPERIMENTS = """
              - name: damaged
                hypothesis: It holds
                enabled: true
                route: lane
                select: { fraction: 0.5, by: record }
                faults: [ { drop-field: { field: distance } } ]
                measure:
                  control: metrics.out
                  treatment: metrics.out.canary
                  pair-by: header
                  outputs: { minutes: { type: number } }
                guardrails: [ { output: minutes, measure: mean-absolute-difference, max: 1000 } ]
              - name: held
                hypothesis: It holds
                enabled: true
                route: lane
                select: { fraction: 0.5, by: record }
                faults: [ { delay: { by: 50ms } } ]
            """;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static String scrape(int port) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
            return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The expressions of all alert rules and of all panels and variables, by where they stand. */
    private static Map<String, String> expressions() {
        Map<String, String> all = new LinkedHashMap<>();
        for (JsonNode group : Documents.yaml("prometheus/alerts.yaml").get(0).path("groups")) {
            group.path("rules")
                    .forEach(rule -> all.put(
                            "alert " + rule.path("alert").asText(),
                            rule.path("expr").asText()));
        }
        JsonNode dashboard = Documents.json("grafana/dashboards/gregor.json");
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                all.put(
                        "panel " + panel.path("title").asText() + ", "
                                + target.path("refId").asText(),
                        target.path("expr").asText());
            }
        }
        for (JsonNode variable : dashboard.at("/templating/list")) {
            String definition = variable.path("definition").asText();
            if (!definition.isEmpty()) {
                all.put(
                        "variable " + variable.path("name").asText(),
                        definition.replaceFirst("label_values\\((\\w+), (\\w+)\\)", "sum by ($2) ($1)"));
            }
        }
        return all;
    }

    private static List<String> gaps(String metrics) {
        Exposition exposition = Exposition.of(metrics);
        List<String> gaps = new ArrayList<>();
        expressions()
                .forEach((where, expression) ->
                        exposition.gaps(Query.of(expression)).forEach(gap -> gaps.add(where + ": " + gap)));
        return gaps;
    }

    @Test
    void rulesAndPanelsAskForWhatThereIs(TestCluster cluster, @TempDir Path folder) throws IOException {
        Lane lane = Lane.create(cluster, "metrics", 1);
        cluster.create(1, List.of("metrics.out", "metrics.out.canary"));
        Path config = folder.resolve("gregor.yaml");
        Files.writeString(config, lane.yaml(folder.resolve("state"), EXPERIMENTS));
        try (Inference arms = Inference.start(
                        cluster,
                        Map.of(lane.features(), "metrics.out", lane.canary(), "metrics.out.canary"),
                        () -> features ->
                                "{\"minutes\":" + features.path("distance").asDouble() + "}");
                GregorProcess gregor = GregorProcess.start("run", "--config", config.toString())) {
            int port = gregor.awaitPort();
            cluster.write(records(lane));
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(300))
                    .untilAsserted(() -> assertThat(gaps(scrape(port))).isEmpty());
            assertThat(ownNames(Exposition.of(scrape(port)).samples().keySet()))
                    .as("Gregor's own metrics, each of which is shown or watched")
                    .isEqualTo(ownNames(expressions().values().stream()
                            .flatMap(each -> Query.of(each).metrics().keySet().stream())
                            .collect(Collectors.toSet())));
        }
    }

    /** The names that begin with Gregor's, with one for all the parts of a histogram. */
    private static Set<String> ownNames(Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith("gregor_"))
                .map(name -> name.replaceFirst("_seconds_(bucket|count|sum|max)$", "_seconds"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Half of them lack the field that a fault drops, so that some are skipped. */
    private static List<ProducerRecord<byte[], byte[]>> records(Lane lane) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            String value = i % 2 == 0 ? "{\"distance\":" + i + "}" : "{\"origin\":\"DTW\"}";
            records.add(new ProducerRecord<>(lane.raw(), 0, System.currentTimeMillis(), null, value.getBytes(UTF_8)));
        }
        return records;
    }
}
