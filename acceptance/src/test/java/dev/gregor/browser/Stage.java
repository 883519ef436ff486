package dev.gregor.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.demo.Flight;
import dev.gregor.demo.Flights;
import dev.gregor.fixture.GregorProcess;
import dev.gregor.fixture.Inference;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.TestCluster;
import dev.gregor.fixture.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A pipeline in operation: flights that go on coming, a model on both arms, and {@code gregor run} in between, with a console to look at. */
final class Stage implements AutoCloseable {
    static final String TOKEN = "a-token-for-tests";

    /** What would run if any text were taken for HTML. */
    static final String ATTACK = "<img src=x onerror=\"window.attacked=1\"><script>window.attacked=1</script>";

    private static final int PARTITIONS = 2;
    static final int PER_SECOND = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<Flight> FLIGHTS = Flights.all();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Lane lane;
    private final Path config;
    private final String yaml;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Traffic traffic;
    private final GregorProcess gregor;
    private final int port;

    /** What a stage is like. */
    record Plan(String id, String http, String experiments, String note, Duration past) {
        /** With a token, on loopback. */
        Plan(String id, String experiments) {
            this(id, "port: 0, token: " + TOKEN, experiments, "on time", Duration.ofMinutes(2));
        }

        Plan http(String other) {
            return new Plan(id, other, experiments, note, past);
        }

        Plan note(String other) {
            return new Plan(id, http, experiments, other, past);
        }

        Plan past(Duration other) {
            return new Plan(id, http, experiments, note, other);
        }
    }

    /** Starts all of it, and waits until Gregor is ready. The flights begin some time ago, so that there is something to see at once. */
    static Stage start(TestCluster cluster, Path folder, Plan plan) {
        Lane lane = Lane.create(cluster, plan.id(), PARTITIONS);
        cluster.create(PARTITIONS, List.of(lane.id() + ".out", lane.id() + ".out.canary"));
        long now = System.currentTimeMillis();
        int past = (int) plan.past().toSeconds() * PER_SECOND;
        List<ProducerRecord<byte[], byte[]>> before = new ArrayList<>();
        for (int i = 0; i < past; i++) {
            before.add(record(lane, plan, i, now - (past - i) * 1000L / PER_SECOND));
        }
        cluster.write(before);
        return new Stage(cluster, lane, folder, plan, past);
    }

    private Stage(TestCluster cluster, Lane lane, Path folder, Plan plan, int past) {
        this.lane = lane;
        this.config = folder.resolve("gregor.yaml");
        this.yaml = lane.yaml(folder.resolve("state"), plan.experiments().formatted(lane.id()))
                .replace("port: 0", plan.http());
        write(yaml);
        parts.add(Inference.start(
                cluster,
                Map.of(lane.features(), lane.id() + ".out", lane.canary(), lane.id() + ".out.canary"),
                Model::new));
        this.gregor = GregorProcess.start("run", "--config", config.toString());
        parts.add(gregor);
        this.port = gregor.awaitPort();
        this.traffic = Traffic.start(
                cluster, PER_SECOND, number -> record(lane, plan, past + number, System.currentTimeMillis()));
        parts.add(traffic);
        await().atMost(PATIENCE).until(() -> isReady());
    }

    private boolean isReady() {
        return send(HttpRequest.newBuilder(uri("/readyz"))).statusCode() == 200;
    }

    private static ProducerRecord<byte[], byte[]> record(Lane lane, Plan plan, int number, long timestamp) {
        Flight flight = FLIGHTS.get(number % FLIGHTS.size());
        String value = "{\"distance\":%d,\"origin\":\"%s\",\"destination\":\"%s\",\"note\":\"%s\"}"
                .formatted(
                        flight.distance(),
                        flight.origin(),
                        flight.destination(),
                        plan.note().replace("\"", "\\\""));
        return new ProducerRecord<>(
                lane.raw(), number % PARTITIONS, timestamp, flight.origin().getBytes(UTF_8), value.getBytes(UTF_8));
    }

    /** Predicts a delay from the distance, with a default where there is none; no two of them agree to the last digit. */
    private static final class Model implements Function<JsonNode, String> {
        private int number;

        @Override
        public String apply(JsonNode features) {
            number++;
            double distance = features.path("distance").asDouble(700);
            double mood = 1 + 0.35 * Math.sin(number / 2_000.0);
            double minutes = 3 + mood * distance / 160 + 0.3 * Math.sin(number * 1.7 + hashCode());
            return "{\"delay_minutes\":" + minutes + ",\"late\":\"" + (minutes > 8 ? "late" : "on-time") + "\"}";
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    private URI uri(String path) {
        return URI.create(url() + path);
    }

    Lane lane() {
        return lane;
    }

    /** Takes all switches back, so that the file decides again. */
    void resetSwitches() {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/api/v1/switch"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"action\":\"reset\",\"by\":\"a test\"}")));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Changes the configuration file. */
    void edit(String from, String to) {
        if (!yaml.contains(from)) {
            throw new AssertionError("The configuration has no " + from);
        }
        write(yaml.replace(from, to));
    }

    /** Puts the configuration file back as it was. */
    void restoreConfig() {
        write(yaml);
    }

    private void write(String text) {
        try {
            Files.writeString(config, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line of the configuration file that holds a text, which does not begin it, counted from 1. */
    long line(String text) {
        return yaml.substring(0, yaml.indexOf(text)).lines().count();
    }

    /** The faults of an experiment that the ledger holds, by record. */
    Map<String, JsonNode> faults(String experiment) {
        return LedgerEntries.of(experiment, lane.cluster().readNow(lane.ledger()));
    }

    /** How many faults there are of an experiment, or of all where it is empty, once all that is in the raw topic now has passed. */
    long faultsSoFar(String experiment) {
        awaitPassed();
        return lane.cluster().readNow(lane.ledger()).stream()
                .map(each -> LedgerEntries.json(each.value()))
                .filter(event -> event.path("type").asText().equals("fault"))
                .filter(event -> experiment.isEmpty()
                        || event.path("experiment").asText().equals(experiment))
                .count();
    }

    /** Waits until so many more flights have come and passed. */
    void awaitFlights(int more) {
        int sent = traffic.sent();
        await().atMost(PATIENCE).until(() -> traffic.sent() >= sent + more);
        awaitPassed();
    }

    private void awaitPassed() {
        int written = lane.cluster().readNow(lane.raw()).size();
        await().atMost(PATIENCE)
                .until(() -> lane.cluster().readNow(lane.features()).size() >= written);
    }

    /** Ends Gregor with no chance to say goodbye. */
    void killGregor() {
        gregor.kill();
    }

    @Override
    public void close() {
        @Nullable Exception failed = null;
        for (int i = parts.size() - 1; i >= 0; i--) {
            try {
                parts.get(i).close();
            } catch (Exception e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw new AssertionError("A part of the stage did not close", failed);
        }
    }
}
