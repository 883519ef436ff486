package dev.gregor.secured;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gregor.fixture.BrokerProcess;
import dev.gregor.fixture.GregorProcess;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.TestCluster;
import dev.gregor.secured.Surroundings.Secured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Looks for secrets in all that Gregor says, while all goes well and while nothing does. */
@ExtendWith(Surroundings.class)
class SecretsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String USER = "gregor-secrets";
    private static final String SASL = "sasl-pw-9Lm2";
    private static final String CHANGED = "changed-pw-2Wc5";
    private static final String REGISTRY = "registry-pw-3Hx9";
    private static final String TOKEN = "http-token-8Vb1";
    private static final String HEADER = "otlp-key-4Rt6";
    private static final int RECORDS = 10;

    private final Secured secured;
    private final TestCluster cluster;
    private final Path folder;
    private final List<String> said = new ArrayList<>();

    SecretsIT(Secured secured, @TempDir Path folder) {
        this.secured = secured;
        this.cluster = secured.broker().superuser();
        this.folder = folder;
    }

    private String yaml(Lane lane, RegistryFront front, String password) {
        String experiments = """
                  - name: dropped
                    hypothesis: It holds
                    enabled: true
                    route: lane
                    faults: [ { drop-field: { field: distance } } ]
                """;
        String registry = """
                  http: { port: 0, token: "%s" }
                  schema-registry:
                    # the first of them is not there
                    url: "https://gregor:%s@127.0.0.1:%d,https://gregor:%s@127.0.0.1:%d"
                    ssl.truststore.location: "%s"
                    ssl.truststore.password: "%s"
                  otlp: { url: "http://127.0.0.1:%d/v1/metrics", headers: "x-api-key=%s", step: 1s }
                """.formatted(
                        TOKEN,
                        REGISTRY,
                        BrokerProcess.freePort(),
                        REGISTRY,
                        front.port(),
                        secured.certificates().trustStore(),
                        secured.certificates().password(),
                        BrokerProcess.freePort(),
                        HEADER);
        return lane.yaml(folder.resolve("state"), experiments)
                .replace(
                        "kafka: { bootstrap.servers: \"" + cluster.bootstrapServers() + "\" }",
                        "kafka: " + secured.broker().settings(USER, password))
                .replace("  http: { port: 0 }\n", registry);
    }

    private Path write(String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve(name), yaml);
    }

    @Test
    void nothingThatGregorSaysHoldsASecret() throws IOException {
        Lane lane = Lane.create(cluster, "secrets", 1).as("avro");
        Flights flights = Flights.register(secured.registry(), "secrets-value", "secrets");
        secured.broker().addUser(USER, SASL);
        secured.broker()
                .allow(Stream.of(Right.topic(ALL, "*"), Right.group(ALL, "*"), Right.transactions(ALL, "secrets"))
                        .map(each -> each.of(USER))
                        .toList());
        try (RegistryFront front =
                RegistryFront.start(secured.registry(), secured.certificates(), "gregor", REGISTRY)) {
            String yaml = yaml(lane, front, SASL);
            itRuns(lane, flights, write("gregor.yaml", yaml), yaml);
            whatIsBrokenIsTold(yaml);
        }
        cluster.readNow(lane.ledger()).forEach(each -> said.add(new String(each.value(), StandardCharsets.UTF_8)));

        String all = String.join("\n", said);
        // it did talk of what holds the secrets
        assertThat(all)
                .contains("sasl.jaas.config = [hidden]")
                .contains("\"type\":\"revision\"")
                .contains("needs a restart")
                .contains("authentication failed")
                .contains("JAAS config")
                .contains("Failed to publish metrics");
        for (String secret : List.of(
                SASL, CHANGED, REGISTRY, TOKEN, HEADER, secured.certificates().password())) {
            assertThat(said).as("what was said").noneMatch(line -> line.contains(secret));
        }
    }

    /** A run in which faults are injected, questions are answered, and changes of the configuration are refused. */
    private void itRuns(Lane lane, Flights flights, Path config, String yaml) throws IOException {
        try (GregorProcess gregor = GregorProcess.startWith(
                List.of("-Dlogback.configurationFile=debug-logback.xml"), "run", "--config", config.toString())) {
            int port = gregor.awaitPort();
            cluster.write(flights.of(lane.raw(), RECORDS));
            assertThat(cluster.read(lane.canary(), RECORDS))
                    .allSatisfy(each -> assertThat(Flights.read(secured.registry(), each)
                                    .getSchema()
                                    .getField("distance"))
                            .isNull());

            write("gregor.yaml", yaml.replace("sasl.jaas.config: '", "sasl.jaas.config: !"));
            await().atMost(PATIENCE).until(() -> get(port, "configuration").contains("\"refused\":{"));
            said.add(get(port, "configuration"));
            write("gregor.yaml", yaml.replace(SASL, CHANGED));
            await().atMost(PATIENCE).until(() -> get(port, "configuration").contains("needs a restart"));
            for (String path : List.of("configuration", "experiments", "switches", "ledger", "verdicts")) {
                said.add(get(port, path));
            }
            said.add(send(HttpRequest.newBuilder(uri(port, "/metrics"))));
            for (String token : List.of(TOKEN, "not-" + TOKEN)) {
                said.add(send(HttpRequest.newBuilder(uri(port, "/api/v1/experiments/dropped/switch"))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"disable\"}"))));
            }
            await().atMost(PATIENCE)
                    .until(() -> gregor.err().stream().anyMatch(line -> line.contains("Failed to publish metrics")));
            gregor.terminate();
            assertThat(gregor.exitCode()).isZero();
            said.addAll(gregor.err());
            said.addAll(gregor.out());
        }
    }

    /** Everything that a user may get wrong in the settings that hold secrets. */
    private void whatIsBrokenIsTold(String yaml) throws IOException {
        List<String> broken = List.of(
                yaml.replace("sasl.jaas.config: '", "sasl.jaas.config: *"),
                yaml.replace("password=\"", "password=\"${"),
                yaml.replace("url: \"https", "url: [\"https").replace(":" + "\"\n    ssl", "\"]\n    ssl"),
                yaml.replace("token: \"" + TOKEN + "\"", "token: [ \"" + TOKEN + "\" ]"),
                yaml.replace("headers: \"", "headers: { a: \"").replace("\", step", "\" }, step"),
                yaml.replace("otlp: { url: \"http://", "otlp: { url: \"http://push:" + HEADER + "@"));
        for (int i = 0; i < broken.size(); i++) {
            String file = write("broken-" + i + ".yaml", broken.get(i)).toString();
            says(2, "validate", file);
            says(2, "validate", "--output", "json", file);
            says(2, "plan", "--config", file);
        }
        for (String unusable : List.of(
                yaml.replace("password=\"" + SASL + "\"", "password=\"not-" + SASL + "\""),
                yaml.replace("password=\"" + SASL + "\";", "password=\"" + SASL + "\""),
                yaml.replace("password=\"" + SASL + "\";", "password=x " + SASL + ";"),
                yaml.replace("PKCS12, ssl.truststore.password: \"", "PKCS12, ssl.truststore.password: \"not-"))) {
            says(4, "plan", "--config", write("unusable.yaml", unusable).toString());
        }
        String noStore = yaml.replace("    ssl.truststore.password: \"", "    ssl.truststore.password: \"not-");
        says(2, "plan", "--config", write("unusable.yaml", noStore).toString());
        String noStep = yaml.replace("step: 1s", "step: " + HEADER);
        says(2, "run", "--config", write("unusable.yaml", noStep).toString());
        // a URL that is none; no registry, and no faults then: that is told in the plan
        says(
                0,
                "plan",
                "--config",
                write("lost.yaml", yaml.replace("https://", "htps//")).toString());
    }

    private void says(int exitCode, String... command) {
        Ran ran = Ran.gregor(command);
        assertThat(ran.exitCode()).as("%s: %s", String.join(" ", command), ran).isEqualTo(exitCode);
        assertThat(ran.err()).noneMatch(line -> line.startsWith("\tat "));
        said.addAll(ran.err());
        said.add(ran.out());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String get(int port, String what) {
        return send(HttpRequest.newBuilder(uri(port, "/api/v1/" + what)));
    }

    private static String send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
