package dev.gregor.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import dev.gregor.demo.DelayModel;
import dev.gregor.demo.Flight;
import dev.gregor.demo.FlightProducer;
import dev.gregor.demo.Flights;
import dev.gregor.demo.InferenceApp;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.Seen;
import dev.gregor.fixture.TestCluster;
import dev.gregor.fixture.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/** Gregor's image between a broker and a registry that run in containers too. */
@ExtendWith(NeedsEngine.class)
class GregorImageIT {
    private static final String BROKER = "kafka:19092";
    private static final String CCOMPAT = "/apis/ccompat/v7";
    private static final String EXPERIMENT = "distance-goes-missing";
    private static final int FLIGHTS = 6_000;
    private static final int PER_SECOND = 600;

    private static final Network NETWORK = Network.newNetwork();
    private static final String STATE = "gregor-test-" + UUID.randomUUID();
    private static final ImageFromDockerfile IMAGE = Images.gregor();
    private static final KafkaContainer KAFKA = new KafkaContainer(Images.kafka())
            .withNetwork(NETWORK)
            .withListener(BROKER)
            // The flights are of 2001, and by their age would be deleted.
            .withEnv("KAFKA_LOG_RETENTION_MS", "-1")
            .withEnv("KAFKA_LOG_INITIAL_TASK_DELAY_MS", "86400000");
    private static final GenericContainer<?> REGISTRY = new GenericContainer<>(Images.registry())
            .withNetwork(NETWORK)
            .withNetworkAliases("registry")
            .withExposedPorts(8080)
            .waitingFor(Wait.forHttp(CCOMPAT + "/subjects").forPort(8080));

    private static TestCluster cluster() {
        return new TestCluster(KAFKA.getBootstrapServers());
    }

    @BeforeAll
    static void startWhatIsAroundGregor() {
        Startables.deepStart(KAFKA, REGISTRY).join();
    }

    /** Where no Ryuk is about, nobody else cleans up. */
    @AfterAll
    static void leaveNothing() {
        REGISTRY.stop();
        KAFKA.stop();
        DockerClient engine = DockerClientFactory.instance().client();
        engine.removeVolumeCmd(STATE).exec();
        engine.removeImageCmd(IMAGE.get()).exec();
        NETWORK.close();
    }

    private static GregorContainer gregor(Path config) {
        return new GregorContainer(IMAGE, NETWORK, config, STATE);
    }

    /** The configuration in a folder, which a container gets as a whole. */
    private static Path config(Path folder, Lane lane, String format, String experiment) throws IOException {
        Files.writeString(folder.resolve("gregor.yaml"), """
                version: 1
                application:
                  id: %s
                  kafka: { bootstrap.servers: %s }
                  streams:
                    num.stream.threads: 1
                    state.dir: ${GREGOR_STATE_DIR}
                    group.instance.id: ${INSTANCE}
                  schema-registry: { url: http://registry:8080%s }
                  http: { bind: 0.0.0.0, port: 8080, token: only-for-this-test }
                routes:
                  lane: { from: %s, to: %s, canary: %s, value: %s }
                experiments:
                %s
                """.formatted(
                        lane.id(), BROKER, CCOMPAT, lane.raw(), lane.features(), lane.canary(), format, experiment));
        return folder;
    }

    @Test
    void aKilledImageIsStartedAnewAndNothingIsLostAndNothingDoubled(@TempDir Path folder) throws Exception {
        try (TestCluster cluster = cluster()) {
            Lane lane = Lane.create(cluster, "flights", 2);
            cluster.create(2, List.of("flights.predictions", "flights.predictions.canary"));
            Path config = config(folder, lane, "json", """
                      - name: distance-goes-missing
                        hypothesis: It matters little
                        enabled: true
                        route: lane
                        select: { fraction: 0.2, by: record }
                        faults: [ { drop-field: { field: distance } } ]
                        measure:
                          control: flights.predictions
                          treatment: flights.predictions.canary
                          pair-by: header
                          outputs: { delay_minutes: { type: number } }
                          window: 1d
                          grace: 1h
                        guardrails: [ { output: delay_minutes, measure: mean-absolute-difference, max: 30 } ]
                    """);
            List<Flight> all = Flights.all();
            DelayModel model = DelayModel.train(all.subList(0, Flights.TRAINING));
            try (GregorContainer killed = gregor(config);
                    GregorContainer next = gregor(config);
                    InferenceApp control = inference(model, "control", lane.features(), "flights.predictions");
                    InferenceApp treatment = inference(model, "canary", lane.canary(), "flights.predictions.canary");
                    FlightProducer producer = new FlightProducer(KAFKA.getBootstrapServers(), lane.raw())) {
                killed.start();
                control.start();
                treatment.start();
                CompletableFuture<Void> replay = CompletableFuture.runAsync(() -> producer.replay(
                        all.subList(Flights.TRAINING, Flights.TRAINING + FLIGHTS), PER_SECOND, acknowledged -> {}));
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> cluster.readNow(lane.canary()).size() > FLIGHTS / 10);
                killed.kill();
                assertThat(replay)
                        .as("the flights, of which some come while Gregor is gone")
                        .isNotDone();
                next.start();
                replay.get(60, TimeUnit.SECONDS);

                List<ConsumerRecord<byte[], byte[]>> raw = cluster.read(lane.raw(), FLIGHTS);
                List<ConsumerRecord<byte[], byte[]>> canary = cluster.read(lane.canary(), FLIGHTS);
                assertOneByOne(raw, cluster.read(lane.features(), FLIGHTS));
                assertOneByOne(raw, canary);
                assertThat(treated(canary))
                        .isEqualTo(LedgerEntries.of(EXPERIMENT, cluster.readNow(lane.ledger()))
                                .keySet())
                        .hasSizeBetween(FLIGHTS / 6, FLIGHTS / 4);

                JsonNode verdict = Verdicts.await(
                        lane,
                        EXPERIMENT,
                        each -> each.at("/pairs/treated").asInt()
                                        + each.at("/pairs/untreated").asInt()
                                == FLIGHTS);
                assertThat(verdict.path("verdict").asText()).isEqualTo("pass");
                for (String wrong : List.of("missing", "orphan", "duplicate", "late", "invalid", "unidentified")) {
                    assertThat(verdict.at("/pairs/" + wrong).asInt(-1))
                            .as(wrong)
                            .isZero();
                }
            }
        }
    }

    @Test
    void avroGoesByTheRegistryAndTheImageIsHealthyAndEndsWhenTold(@TempDir Path folder) throws Exception {
        try (TestCluster cluster = cluster()) {
            Lane lane = Lane.create(cluster, "readings", 1);
            AvroReadings readings = AvroReadings.at(
                    "http://" + REGISTRY.getHost() + ":" + REGISTRY.getMappedPort(8080) + CCOMPAT, lane.raw());
            cluster.write(List.of(readings.record(20.5), readings.record(21.5)));
            Path config = config(folder, lane, "avro", """
                      - name: reading-is-null
                        hypothesis: It matters little
                        enabled: true
                        route: lane
                        faults: [ { null-field: { field: celsius } } ]
                    """);
            try (GregorContainer gregor = gregor(config)) {
                gregor.start();

                assertThat(cluster.read(lane.features(), 2))
                        .extracting(readings::celsius)
                        .containsExactly(20.5, 21.5);
                assertThat(cluster.read(lane.canary(), 2))
                        .extracting(readings::celsius)
                        .containsExactly(null, null);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> gregor.health().equals("healthy"));
                assertThat(gregor.execInContainer("gregor", "experiments", "--config", "/etc/gregor/gregor.yaml"))
                        .satisfies(ran -> assertThat(ran.getExitCode()).isZero())
                        .satisfies(ran -> assertThat(ran.getStdout()).contains("reading-is-null"));
                assertThat(gregor.terminate(Duration.ofSeconds(30))).isZero();
            }
        }
    }

    private static InferenceApp inference(DelayModel model, String arm, String features, String predictions) {
        return new InferenceApp(KAFKA.getBootstrapServers(), "inference-" + arm, model, features, predictions);
    }

    /** Each raw record came out once, where and in the order in which it went in. */
    private static void assertOneByOne(
            List<ConsumerRecord<byte[], byte[]>> raw, List<ConsumerRecord<byte[], byte[]>> out) {
        assertThat(out)
                .extracting(each -> Seen.header(each, "gregor-id").orElse("none"))
                .containsExactlyElementsOf(raw.stream()
                        .map(each -> each.topic() + "-" + each.partition() + "@" + each.offset())
                        .toList());
    }

    /** The ids of the records that carry the mark of the experiment, each of which has lost its distance, and nobody else has. */
    private static Set<String> treated(List<ConsumerRecord<byte[], byte[]>> canary) {
        Set<String> treated = canary.stream()
                .filter(each -> Seen.header(each, "gregor-experiment").isPresent())
                .map(each -> Seen.header(each, "gregor-id").orElseThrow())
                .collect(Collectors.toSet());
        assertThat(canary)
                .allSatisfy(each -> assertThat(LedgerEntries.json(each.value()).has("distance"))
                        .isNotEqualTo(
                                treated.contains(Seen.header(each, "gregor-id").orElseThrow())));
        return treated;
    }
}
