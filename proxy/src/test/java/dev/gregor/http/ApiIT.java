package dev.gregor.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gregor.fixture.Inference;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.Requests;
import dev.gregor.fixture.Running;
import dev.gregor.fixture.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API of one running Gregor, which has hit and measured some records before. */
@ExtendWith(OnBroker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiIT {
    private static final String TOKEN = "a-token-of-this-test";
    private static final int RECORDS = 600;

    private final TestCluster cluster;
    private final Lane lane;
    private final Running gregor;
    private final Requests requests;

    ApiIT(TestCluster cluster, @TempDir Path folder) throws IOException {
        this.cluster = cluster;
        this.lane = Lane.create(cluster, "api", 2);
        cluster.create(2, List.of("api.out", "api.out.canary"));
        String yaml = lane.yaml(folder.resolve("state"), """
                  - name: moved
                    hypothesis: It moves by less than 1000
                    enabled: true
                    route: lane
                    select: { fraction: 0.5 }
                    faults: [ { shift: { field: distance, by: 400 } }, { drop-field: { field: origin } } ]
                    measure: { control: api.out, treatment: api.out.canary, grace: 1s, outputs: { delay: { type: number } } }
                    guardrails: [ { output: delay, measure: mean-absolute-difference, max: 1000 } ]
                  - name: other
                    hypothesis: <script>alert(1)</script> is only text
                    enabled: true
                    route: lane
                    faults: [ { drop-field: { field: origin } } ]
                """)
                .replace("http: { port: 0 }", "http: { port: 0, token: " + TOKEN + " }");
        this.gregor = Running.start(Files.writeString(folder.resolve("gregor.yaml"), yaml));
        this.requests = gregor.requests();
    }

    @BeforeAll
    void hitAndMeasure() {
        await().until(() -> gregor.proxy().isReady());
        cluster.write(IntStream.range(0, RECORDS).mapToObj(this::record).toList());
        try (Inference inference = Inference.start(
                cluster,
                Map.of(lane.features(), "api.out", lane.canary(), "api.out.canary"),
                () -> features -> "{\"delay\":" + features.path("distance").asDouble() / 10 + "}")) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> requests.json("/api/v1/divergence?experiment=moved&arm=treated")
                                    .path("values")
                                    .size()
                            > 0);
            await().atMost(Duration.ofSeconds(40))
                    .until(() ->
                            requests.json("/api/v1/verdicts").path("verdicts").size() > 0);
        }
    }

    private ProducerRecord<byte[], byte[]> record(int number) {
        String value = "{\"n\":" + number + ",\"distance\":" + number + ",\"origin\":\"DTW\"}";
        return new ProducerRecord<>(lane.raw(), number % 2, 1_000L + number, null, value.getBytes(UTF_8));
    }

    @AfterAll
    void stop() {
        gregor.close();
    }

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedRouteIsThere() {
        JsonNode paths = requests.json("/api/v1/openapi.json").path("paths");
        Set<String> documented = new HashSet<>();
        paths.properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> answered = new HashSet<>(gregor.endpoint().routes());
        answered.removeIf(each -> !each.contains(Api.ROOT));

        assertThat(answered).isEqualTo(documented).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /api/v1/experiments                           | Experiments
                    /api/v1/experiments/moved                     | Experiment
                    /api/v1/switches                              | Switches
                    /api/v1/verdicts                              | Verdicts
                    /api/v1/verdicts/moved                        | Verdicts
                    /api/v1/divergence?experiment=moved           | Divergence
                    /api/v1/timeline?experiment=moved             | Timeline
                    /api/v1/ledger                                | LedgerPage
                    /api/v1/ledger?limit=3&fault=drop-field       | LedgerPage
                    /api/v1/configuration                         | Configuration
                    """)
    void answersAreAsDocumented(String path, String schema) {
        assertThat(violations(schema, requests.json(path).toString())).isEmpty();
    }

    @Test
    void theSwitchesAnswerAsDocumented() {
        HttpResponse<String> one = requests.post(
                "/api/v1/experiments/other/switch", TOKEN, "{\"action\":\"disable\",\"reason\":\"r\",\"by\":\"b\"}");

        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(violations("Switch", one.body())).isEmpty();
        await().until(() -> requests.json("/api/v1/experiments/other")
                .path("state")
                .asText()
                .equals("off"));
        JsonNode own = requests.json("/api/v1/experiments/other").path("switch");
        assertThat(own.path("by").asText()).isEqualTo("b at 127.0.0.1, by the API");
        assertThat(own.path("reason").asText()).isEqualTo("r");
        assertThat(violations("Switches", requests.json("/api/v1/switches").toString()))
                .isEmpty();

        requests.post("/api/v1/experiments/other/switch", TOKEN, "{\"action\":\"reset\"}");
        await().until(() ->
                requests.json("/api/v1/experiments/other").path("switch").isNull());
    }

    /** What the document says of an answer and does not hold; a field that it does not tell of counts. */
    private List<Error> violations(String schema, String answer) {
        ObjectNode document = (ObjectNode) requests.json("/api/v1/openapi.json");
        document.path("components").path("schemas").forEach(each -> {
            if (each.has("properties")) {
                ((ObjectNode) each).put("additionalProperties", false);
            }
        });
        document.put("$ref", "#/components/schemas/" + schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document.toString())
                .validate(answer, InputFormat.JSON);
    }

    @Test
    void whatIsThereIsTold() {
        int seen = cluster.readNow(lane.raw()).size();
        await().until(() -> records().path("seen").asInt() == seen);

        JsonNode moved = requests.json("/api/v1/experiments/moved");
        assertThat(moved.path("state").asText()).isEqualTo("on");
        JsonNode injected = moved.path("records").path("injected");
        assertThat(injected.path("drop-field").asInt()).isBetween(RECORDS / 3, RECORDS * 2 / 3);
        int inTime = 0;
        for (JsonNode window :
                requests.json("/api/v1/timeline?experiment=moved").path("faults")) {
            inTime += window.path("count").asInt();
        }
        assertThat(inTime)
                .isEqualTo(injected.path("shift").asInt()
                        + injected.path("drop-field").asInt());
        assertThat(requests.json("/api/v1/divergence?experiment=moved&measure=mean-absolute-difference&arm=treated")
                        .path("values"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.path("value").asDouble()).isEqualTo(40));
    }

    private JsonNode records() {
        return requests.json("/api/v1/experiments/moved").path("records");
    }

    @Test
    void theConfigurationIsToldWithoutWhatMayBeSecret() {
        JsonNode configuration = requests.json("/api/v1/configuration");

        assertThat(configuration.path("yaml").asText()).contains("drop-field").doesNotContain("bootstrap");
        assertThat(configuration.toString()).doesNotContain(TOKEN);
        assertThat(configuration.path("inForce").asText())
                .isEqualTo(requests.json("/api/v1/experiments").path("revision").asText());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 200})
    void thePagesOfTheLedgerHaveEachEventOnceTheNewestFirst(int limit) {
        List<String> expected = cluster.readNow(lane.ledger()).stream()
                .map(each -> LedgerEntries.json(each.value()))
                .filter(each -> each.path("fault").asText().equals("shift")
                        && each.path("id").asText().startsWith("api.raw-1@"))
                .map(each -> each.path("id").asText())
                .toList();
        List<JsonNode> read = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = requests.json("/api/v1/ledger?experiment=moved&fault=shift&partition=api.raw-1&limit="
                    + limit + "&before=" + next);
            assertThat(page.path("events").size()).isLessThanOrEqualTo(limit);
            page.path("events").forEach(read::add);
            next = page.path("next").isNull() ? null : page.path("next").asText();
        }

        assertThat(read)
                .extracting(each -> each.path("id").asText())
                .containsExactlyInAnyOrderElementsOf(expected)
                .isNotEmpty();
        assertThat(read).extracting(each -> -each.path("at").asLong()).isSorted();
        assertThat(requests.json("/api/v1/ledger?id=" + expected.get(0)).path("events"))
                .as("both faults of a record")
                .hasSize(2);
    }

    @Test
    void eventsComeAsTheyHappen() throws IOException, InterruptedException {
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(
                        requests.of("/api/v1/events")
                                .header("Accept", "text/event-stream")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            assertThat(nextOf("experiments", lines).path("application").asText())
                    .isEqualTo("api");
            cluster.write(
                    List.of(new ProducerRecord<>(lane.raw(), 0, 5_000L, null, "{\"distance\":1}".getBytes(UTF_8))));
            cluster.write(IntStream.range(0, 50)
                    .mapToObj(number -> new ProducerRecord<byte[], byte[]>(
                            lane.raw(), 0, 5_000L, null, "{\"distance\":1}".getBytes(UTF_8)))
                    .toList());
            assertThat(nextOf("ledger", lines)
                            .path("events")
                            .path(0)
                            .path("experiment")
                            .asText())
                    .isIn("moved", "other");
            JsonNode counted = nextOf("divergence", lines);
            assertThat(counted.path("faults").path(0).path("count").asInt()).isPositive();
        }
    }

    private static JsonNode nextOf(String event, BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals("event: " + event)) {
            line = lines.readLine();
        }
        String data = Objects.requireNonNull(lines.readLine());
        return LedgerEntries.json(data.substring("data: ".length()).getBytes(UTF_8));
    }

    @Test
    void nothingIsChangedWithoutTheToken() {
        HttpRequest.BodyPublisher halt = HttpRequest.BodyPublishers.ofString("{\"action\":\"halt\"}");
        for (String authorization :
                List.of("", "Bearer ", "Bearer wrong", "Basic " + TOKEN, "Bearer " + TOKEN + "x", TOKEN)) {
            HttpRequest.Builder request = requests.of("/api/v1/switch").POST(halt);
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            HttpResponse<String> response = requests.send(request);
            assertThat(response.statusCode()).as(authorization).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            assertProblem(response, "The token is missing or wrong");
        }
        assertThat(requests.json("/api/v1/experiments").path("halted").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Origin,http://evil.example", "Origin,null", "Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site"})
    void pagesOfOtherOriginsGetNothing(String header, String value) {
        assertProblem(requests.send(requests.of("/api/v1/experiments").header(header, value)), "another origin");
        HttpResponse<String> change = requests.send(requests.of("/api/v1/switch")
                .header(header, value)
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"halt\"}")));
        assertThat(change.statusCode()).isEqualTo(403);
    }

    @Test
    void aNameThatOnlyPointsHereIsRefused() {
        String answer =
                requests.raw("GET /api/v1/experiments HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403").contains("as localhost only");
    }

    @Test
    void aRequestThatIsTooLargeIsRefused() {
        HttpResponse<String> response = requests.post(
                "/api/v1/switch", TOKEN, "{\"action\":\"halt\",\"reason\":\"" + "x".repeat(20_000) + "\"}");

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /api/v1/experiments/none                  | 404 | 'none'
                    /api/v1/verdicts/none                     | 404 | 'none'
                    /api/v1/none                              | 404 | nothing at this path
                    /api/v1/divergence                        | 400 | 'experiment' is missing
                    /api/v1/ledger?limit=0                    | 400 | from 1 to 200
                    /api/v1/ledger?limit=many                 | 400 | 'many'
                    /api/v1/ledger?experimnt=moved            | 400 | 'experimnt' is no parameter here; expected experiment
                    /api/v1/ledger?before=1.2.3.4             | 400 | the 'next' of an earlier page
                    /api/v1/events                            | 406 | 'Accept: text/event-stream'
                    """)
    void whatIsAskedForWronglyIsToldInASentence(String path, int status, String detail) {
        HttpResponse<String> response = requests.get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertProblem(response, detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    moved | {"action":"stop"}                    | 400 | 'action' is 'stop'; expected enable, disable, halt, reset
                    moved | {"action":"halt","reason":7}         | 400 | 'reason' is no text
                    moved | {"action":"halt","why":"x"}          | 400 | 'why' is no field here
                    moved | {"action":"halt","action":"enable"}  | 400 | not JSON
                    moved | [1]                                  | 400 | not an object
                    none  | {"action":"halt"}                    | 404 | 'none'
                    """)
    void aSwitchThatIsAskedForWronglyIsToldInASentence(String name, String body, int status, String detail) {
        HttpResponse<String> response = requests.post("/api/v1/experiments/" + name + "/switch", TOKEN, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertProblem(response, detail);
    }

    private void assertProblem(HttpResponse<String> response, String detail) {
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(violations("Problem", response.body())).isEmpty();
        assertThat(LedgerEntries.json(response.body().getBytes(UTF_8))
                        .path("detail")
                        .asText())
                .contains(detail);
    }

    @Test
    void tenThousandSenselessRequestsYieldNoDefectAndNoHang() {
        ApiFuzz.Result result = new ApiFuzz(requests, TOKEN, 20261128).run(10_000);

        System.out.println("Senseless requests, by status: " + result.byStatus());
        assertThat(result.bad()).isEmpty();
        assertThat(result.byStatus()).containsKeys(200, 400, 401, 404);
        assertThat(result.byStatus().getOrDefault(0, 0)).as("without an answer").isLessThan(100);
        assertThat(requests.get("/healthz").statusCode()).isEqualTo(200);
        requests.post("/api/v1/switch", TOKEN, "{\"action\":\"reset\"}");
        await().until(() -> requests.json("/api/v1/experiments/moved")
                .path("state")
                .asText()
                .equals("on"));
    }

    @Test
    void beyondItsOwnMachineItTellsNothingWithoutTheToken(@TempDir Path other) throws IOException {
        Lane far = Lane.create(cluster, "api-far", 1);
        String yaml = far.yaml(other.resolve("state"), "");
        Path open = Files.writeString(
                other.resolve("open.yaml"), yaml.replace("http: { port: 0 }", "http: { port: 0, bind: 0.0.0.0 }"));
        try (Running running = Running.start(open)) {
            assertThat(running.requests().get("/healthz").statusCode()).isEqualTo(200);
            assertThat(running.requests().get("/").statusCode()).isEqualTo(200);
            for (String path : List.of("/api/v1/experiments", "/api/v1/openapi.json", "/api/v1/events", "/metrics")) {
                HttpResponse<String> response = running.requests().get(path);
                assertThat(response.statusCode()).as(path).isEqualTo(403);
                assertProblem(response, "no token is configured");
            }
        }
        Path guarded = Files.writeString(
                other.resolve("guarded.yaml"),
                yaml.replace("http: { port: 0 }", "http: { port: 0, bind: 0.0.0.0, token: " + TOKEN + " }"));
        try (Running running = Running.start(guarded)) {
            assertThat(running.requests().get("/metrics").statusCode()).isEqualTo(401);
            HttpRequest.Builder request = running.requests().of("/metrics").header("Authorization", "Bearer " + TOKEN);
            assertThat(running.requests().send(request).statusCode()).isEqualTo(200);
        }
    }
}
