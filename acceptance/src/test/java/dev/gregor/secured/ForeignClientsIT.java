package dev.gregor.secured;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.TestCluster;
import dev.gregor.injection.Revision;
import dev.gregor.runtime.Proxy;
import dev.gregor.secured.Surroundings.Secured;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Gregor writes is read by clients that others wrote, who have to say who they are as well. */
@ExtendWith(Surroundings.class)
class ForeignClientsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = "reader";
    private static final String PASSWORD = "reader-pw-1Wq7";
    private static final String REGISTRY = "registry-pw-3Hx9";
    private static final String GROUP = "foreign-readers";
    private static final int RECORDS = 40;

    private final Secured secured;
    private final TestCluster cluster;
    private final Path folder;

    ForeignClientsIT(Secured secured, @TempDir Path folder) {
        this.secured = secured;
        this.cluster = secured.broker().superuser();
        this.folder = folder;
    }

    /** Half of the records are hit, and have headers that say so. */
    private void run(Lane lane, List<ProducerRecord<byte[], byte[]>> records) {
        String yaml = lane.yaml(folder.resolve(lane.id()), """
                  - name: dropped
                    hypothesis: It holds
                    enabled: true
                    route: lane
                    select: { fraction: 0.5 }
                    faults: [ { drop-field: { field: distance } } ]
                """)
                .replace(
                        "  http: { port: 0 }",
                        "  http: { port: 0 }\n  schema-registry: { url: \""
                                + secured.registry().uri() + "\" }");
        Revision revision = Lane.parse(yaml);
        try (Proxy proxy = Proxy.start(() -> revision)) {
            cluster.write(records);
            cluster.read(lane.canary(), RECORDS);
            assertThat(proxy.isHealthy()).isTrue();
        }
        secured.broker().addUser(USER, PASSWORD);
        secured.broker()
                .allow(List.of(
                        Right.topic(READ, lane.canary()).of(USER),
                        Right.groups(READ, GROUP).of(USER)));
    }

    /** The keys of the records that were hit, by the ledger. */
    private Set<String> hit(Lane lane) {
        Set<String> hit =
                LedgerEntries.of("dropped", cluster.readNow(lane.ledger())).keySet();
        assertThat(hit).hasSizeBetween(5, RECORDS - 5);
        return hit;
    }

    @Test
    void kafkasConsoleConsumerAndKcatReadKeysHeadersAndValues() throws IOException {
        Lane lane = Lane.create(cluster, "foreign-json", 1);
        run(
                lane,
                IntStream.range(0, RECORDS)
                        .mapToObj(i -> new ProducerRecord<>(
                                lane.raw(),
                                0,
                                1_000L + i,
                                ("flight-" + i).getBytes(StandardCharsets.UTF_8),
                                ("{\"distance\":" + i + ",\"origin\":\"DTW\"}").getBytes(StandardCharsets.UTF_8)))
                        .toList());
        Set<String> hit = hit(lane);

        List<String> java = said(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.kafka.tools.consumer.ConsoleConsumer",
                "--bootstrap-server",
                secured.broker().bootstrapServers(),
                "--command-config",
                properties().toString(),
                "--topic",
                lane.canary(),
                "--from-beginning",
                "--max-messages",
                Integer.toString(RECORDS),
                "--group",
                GROUP,
                "--isolation-level",
                "read_committed",
                "--formatter-property",
                "print.key=true",
                "--formatter-property",
                "print.headers=true",
                "--formatter-property",
                "print.offset=true",
                "--formatter-property",
                "key.separator=|"));
        assertThat(java).hasSize(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            String id = lane.raw() + "-0@" + i;
            assertThat(java.get(i)).contains("|flight-" + i + "|").endsWith("|" + value(hit.contains(id), i));
            assertThat(java.get(i).contains("gregor-experiment:dropped")).isEqualTo(hit.contains(id));
            assertThat(java.get(i).contains("gregor-id:" + id)).isEqualTo(hit.contains(id));
        }

        if (!isThere("kcat")) {
            System.out.println("There is no kcat here: only Kafka's own console consumer has read what Gregor wrote");
            return;
        }
        List<String> kcat = said(List.of(
                "kcat",
                "-C",
                "-e",
                "-q",
                "-b",
                cluster.bootstrapServers(),
                "-t",
                lane.canary(),
                "-X",
                "isolation.level=read_committed",
                "-f",
                "%k|%h|%s\\n"));
        assertThat(kcat).hasSize(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            String id = lane.raw() + "-0@" + i;
            assertThat(kcat.get(i)).startsWith("flight-" + i + "|").endsWith("|" + value(hit.contains(id), i));
            assertThat(kcat.get(i).contains("gregor-id=" + id)).isEqualTo(hit.contains(id));
        }
    }

    private static String value(boolean isHit, int number) {
        return isHit ? "{\"origin\":\"DTW\"}" : "{\"distance\":" + number + ",\"origin\":\"DTW\"}";
    }

    @Test
    void aRegistryClientInAnotherLanguageDecodesWhatHasADerivedSchema() throws IOException {
        assumeTrue(
                isThere("npm") && isThere("node"),
                "There is no npm here, so that no client in another language is tried");
        Path installed = installed();
        Lane lane = Lane.create(cluster, "foreign-avro", 1).as("avro");
        run(
                lane,
                Flights.register(secured.registry(), lane.raw() + "-value", "foreign")
                        .of(lane.raw(), RECORDS));
        Set<String> hit = hit(lane);

        List<String> lines;
        try (RegistryFront front = RegistryFront.start(secured.registry(), secured.certificates(), USER, REGISTRY)) {
            lines = said(List.of(
                    "node",
                    installed.resolve("read.js").toString(),
                    JSON.writeValueAsString(Map.of(
                            "broker",
                            secured.broker().bootstrapServers(),
                            "user",
                            USER,
                            "password",
                            PASSWORD,
                            "ca",
                            secured.certificates().pem().toString(),
                            "registry",
                            front.url(),
                            "registryUser",
                            USER,
                            "registryPassword",
                            REGISTRY,
                            "group",
                            GROUP + "-node",
                            "topic",
                            lane.canary(),
                            "count",
                            RECORDS))));
        }

        assertThat(lines).hasSize(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            JsonNode record = JSON.readTree(lines.get(i));
            String id = lane.raw() + "-0@" + i;
            assertThat(record.path("key").asText()).isEqualTo("flight-" + i);
            assertThat(record.path("value").path("origin").asText()).isEqualTo("DTW");
            assertThat(record.path("value").path("foreign").asInt()).isEqualTo(100 + i);
            assertThat(record.path("value").has("distance")).isEqualTo(!hit.contains(id));
            assertThat(record.path("headers").path("gregor-id").asText()).isEqualTo(hit.contains(id) ? id : "");
        }
    }

    /** The clients of {@code package.json}, which are fetched once. */
    private Path installed() throws IOException {
        Path target = Files.createDirectories(Path.of(System.getProperty("gregor.scratch", "target/secured"))
                .toAbsolutePath()
                .resolve("foreign"));
        for (String each : List.of("package.json", "read.js")) {
            try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/foreign/" + each))) {
                Files.copy(in, target.resolve(each), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.isDirectory(target.resolve("node_modules"))) {
            said(List.of(
                    "npm", "install", "--prefix", target.toString(), "--no-audit", "--no-fund", "--ignore-scripts"));
        }
        return target;
    }

    private Path properties() throws IOException {
        return Files.writeString(folder.resolve("client.properties"), """
                security.protocol=SASL_SSL
                sasl.mechanism=SCRAM-SHA-512
                sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="%s";
                ssl.truststore.location=%s
                ssl.truststore.password=%s
                """.formatted(
                        USER,
                        PASSWORD,
                        secured.certificates().trustStore(),
                        secured.certificates().password()));
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    /** What a program prints. */
    private List<String> said(List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            if (command.get(0).equals("node")) {
                builder.environment()
                        .put("NODE_EXTRA_CA_CERTS", secured.certificates().pem().toString());
            }
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            assertThat(process.waitFor())
                    .as("%s: %s", command.get(0), Files.readString(err))
                    .isZero();
            return Files.readAllLines(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
