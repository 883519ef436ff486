package dev.gregor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gregor.fixture.GregorProcess;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code gregor run}, in a JVM of its own where its end or its log matter. */
@ExtendWith(OnBroker.class)
class RunIT {
    private static final String EXPERIMENT = """
              - name: dropped
                hypothesis: It holds
                enabled: true
                route: lane
                faults: [ { drop-field: { field: distance } } ]
            """;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Path config(Lane lane, Path folder) throws IOException {
        return Files.writeString(folder.resolve("gregor.yaml"), lane.yaml(folder.resolve("state"), EXPERIMENT));
    }

    private static HttpResponse<String> get(int port, String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void itRunsShowsItsMetricsAndStopsCleanlyWhenTold(TestCluster cluster, @TempDir Path folder) throws IOException {
        Lane lane = Lane.create(cluster, "run", 2);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            byte[] value = "{\"distance\":1,\"origin\":\"DTW\"}".getBytes(StandardCharsets.UTF_8);
            records.add(new ProducerRecord<>(lane.raw(), i % 2, 1_000L, null, value));
        }
        cluster.write(records);
        try (GregorProcess gregor =
                GregorProcess.start("run", "--config", config(lane, folder).toString())) {
            int port = gregor.awaitPort();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> get(port, "/readyz").statusCode() == 200);
            cluster.read(lane.canary(), 50);

            assertThat(get(port, "/healthz").statusCode()).isEqualTo(200);
            // What was seen is told in bulk, four times a second.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> get(port, "/metrics")
                            .body()
                            .contains("gregor_records_total{experiment=\"dropped\",outcome=\"seen\"} 50.0"));
            HttpResponse<String> metrics = get(port, "/metrics");
            assertThat(metrics.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            assertThat(metrics.body())
                    .contains("gregor_faults_injected_total{experiment=\"dropped\",fault=\"drop-field\"} 50.0")
                    .contains("gregor_records_total{experiment=\"dropped\",outcome=\"selected\"} 50.0")
                    .contains("kafka_stream_")
                    .contains("jvm_memory_used_bytes{area=\"heap\"");

            long told = System.nanoTime();
            gregor.terminate();
            assertThat(gregor.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(20));
            assertThat(gregor.err()).noneMatch(line -> line.contains("ERROR"));
            assertThat(gregor.out()).isEmpty();
        }
    }

    @Test
    void aClusterThatIsNotThereIsToldInOneLine(TestCluster cluster, @TempDir Path folder) throws IOException {
        String nowhere;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = "127.0.0.1:" + socket.getLocalPort();
        }
        Lane lane = Lane.unbuilt(cluster, "run-nowhere");
        Path config = folder.resolve("gregor.yaml");
        Files.writeString(config, lane.yaml(folder, EXPERIMENT).replace(cluster.bootstrapServers(), nowhere));
        long started = System.nanoTime();
        try (GregorProcess gregor = GregorProcess.start("run", "--config", config.toString())) {
            assertThat(gregor.exitCode()).isEqualTo(4);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(30));
            assertThat(gregor.err())
                    .singleElement()
                    .asString()
                    .contains(nowhere)
                    .contains("cannot be reached");
        }
    }

    @Test
    void aRawTopicThatIsMissingIsToldInOneLine(TestCluster cluster, @TempDir Path folder) throws IOException {
        Lane lane = Lane.unbuilt(cluster, "run-missing");

        Ran ran = Ran.gregor("run", "--config", config(lane, folder).toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .singleElement()
                .asString()
                .startsWith("gregor: route lane: the raw topic 'run-missing.raw' does not exist");
        assertThat(cluster.endOffsets("run-missing"))
                .as("topics that were created for it")
                .isEmpty();
    }

    @Test
    void partitionCountsThatDifferAreToldInALineEach(TestCluster cluster, @TempDir Path folder) throws IOException {
        Lane lane = Lane.unbuilt(cluster, "run-uneven");
        cluster.create(4, List.of(lane.raw()));
        cluster.create(3, List.of(lane.features()));

        Ran ran = Ran.gregor("run", "--config", config(lane, folder).toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).hasSize(2);
        assertThat(ran.err().get(0))
                .contains("'run-uneven.features' has 3 partitions")
                .contains("has 4");
        assertThat(ran.err().get(1))
                .contains("'run-uneven.canary' does not exist")
                .contains("4 partitions");
    }

    @Test
    void aPortThatIsTakenIsToldInOneLine(TestCluster cluster, @TempDir Path folder) throws IOException {
        Lane lane = Lane.create(cluster, "run-port", 1);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path config = folder.resolve("gregor.yaml");
            String port = "port: " + taken.getLocalPort();
            Files.writeString(config, lane.yaml(folder, EXPERIMENT).replace("port: 0", port));

            Ran ran = Ran.gregor("run", "--config", config.toString());

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).singleElement().asString().contains("127.0.0.1:" + taken.getLocalPort());
        }
    }
}
