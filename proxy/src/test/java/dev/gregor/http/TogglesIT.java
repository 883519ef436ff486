package dev.gregor.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.Running;
import dev.gregor.fixture.Seen;
import dev.gregor.fixture.TestCluster;
import dev.gregor.fixture.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two instances under load: how soon a toggle in the file, and a switch of the API, stop and start both of them, as the ledger has it. */
@ExtendWith(OnBroker.class)
class TogglesIT {
    private static final int PARTITIONS = 4;
    private static final int PER_SECOND = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long WITHIN_MILLIS = 1_000;
    private static final String TOKEN = "a-token-of-this-test";

    private final TestCluster cluster;
    private final Path folder;

    TogglesIT(TestCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    @Test
    void aToggleInTheFileAndAHaltByTheApiEachStopBothInstancesWithinASecond() throws IOException {
        Lane lane = Lane.create(cluster, "toggles", PARTITIONS);
        Path first = write("first", lane, true);
        Path second = write("second", lane, true);
        try (Running one = Running.start(first);
                Running two = Running.start(second)) {
            await().atMost(PATIENCE)
                    .until(() -> one.proxy().isReady() && two.proxy().isReady());
            try (Traffic traffic = Traffic.start(cluster, PER_SECOND, number -> record(lane, number))) {
                awaitFaultsEverywhere(lane, 0);

                write("first", lane, false);
                write("second", lane, false);
                assertStopsWithinASecond(lane, traffic, "a toggle in the file", System.currentTimeMillis());
                assertThat(state(one)).isEqualTo("off");

                write("first", lane, true);
                write("second", lane, true);
                awaitFaultsEverywhere(lane, System.currentTimeMillis());

                String halted = one.requests()
                        .post(
                                "/api/v1/experiments/dropped/switch",
                                TOKEN,
                                "{\"action\":\"halt\",\"reason\":\"a test\"}")
                        .body();
                assertStopsWithinASecond(lane, traffic, "a halt by the API", System.currentTimeMillis());
                assertThat(halted).contains("\"action\":\"halt\"").contains("\"reason\":\"a test\"");
                assertThat(state(two)).as("on the instance that was not asked").isEqualTo("halted");

                assertThat(two.requests()
                                .post("/api/v1/experiments/dropped/switch", TOKEN, "{\"action\":\"enable\"}")
                                .statusCode())
                        .isEqualTo(200);
                awaitFaultsEverywhere(lane, System.currentTimeMillis());

                assertThat(two.requests()
                                .post("/api/v1/switch", TOKEN, "{\"action\":\"halt\"}")
                                .statusCode())
                        .isEqualTo(200);
                assertStopsWithinASecond(lane, traffic, "a halt of everything by the API", System.currentTimeMillis());
                assertThat(one.requests()
                                .post("/api/v1/experiments/dropped/switch", TOKEN, "{\"action\":\"enable\"}")
                                .statusCode())
                        .as("while everything is halted")
                        .isEqualTo(409);
            }
        }

        // Across a restart it stays halted: a pure passthrough.
        int before = cluster.readNow(lane.raw()).size();
        int faults = faults(lane).size();
        try (Running again = Running.start(first)) {
            cluster.write(IntStream.range(before, before + PER_SECOND)
                    .mapToObj(number -> record(lane, number))
                    .toList());
            assertThat(cluster.read(lane.canary(), before + PER_SECOND)).hasSize(before + PER_SECOND);
            assertThat(state(again)).isEqualTo("halted");
            JsonNode audit = again.requests().json("/api/v1/switches").path("audit");
            assertThat(audit).hasSizeGreaterThanOrEqualTo(3);
            assertThat(audit.path(0).path("by").asText()).contains("by the API");
        }
        assertThat(faults(lane)).hasSize(faults);
        assertThat(cluster.readNow(lane.canary()).stream()
                        .filter(each -> Seen.header(each, "gregor-experiment").isPresent()))
                .hasSize(faults);
    }

    private static String state(Running instance) {
        return instance.requests()
                .json("/api/v1/experiments/dropped")
                .path("state")
                .asText();
    }

    /** All at once, as an editor or Kubernetes does. */
    private Path write(String instance, Lane lane, boolean enabled) throws IOException {
        String yaml = lane.yaml(folder.resolve(instance + "-state"), """
                  - name: dropped
                    hypothesis: It holds
                    enabled: %s
                    route: lane
                    select: { fraction: 0.5 }
                    faults: [ { drop-field: { field: distance } } ]
                """.formatted(enabled))
                .replace("http: { port: 0 }", "http: { port: 0, token: " + TOKEN + " }");
        Path fresh = Files.writeString(folder.resolve("fresh"), yaml);
        return Files.move(
                fresh,
                folder.resolve(instance + ".yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static ProducerRecord<byte[], byte[]> record(Lane lane, int number) {
        String value = "{\"n\":" + number + ",\"distance\":" + (100 + number % 500) + "}";
        return new ProducerRecord<>(
                lane.raw(), number % PARTITIONS, System.currentTimeMillis(), null, value.getBytes(UTF_8));
    }

    private Set<ConsumerRecord<byte[], byte[]>> faults(Lane lane) {
        return cluster.readNow(lane.ledger()).stream()
                .filter(each ->
                        LedgerEntries.json(each.value()).path("type").asText().equals("fault"))
                .collect(Collectors.toSet());
    }

    /** Until each partition, and so each instance, has injected after a time. */
    private void awaitFaultsEverywhere(Lane lane, long after) {
        await().atMost(PATIENCE)
                .until(() -> faults(lane).stream()
                                .filter(each -> each.timestamp() > after)
                                .map(each -> new String(each.key(), UTF_8).replaceAll("@.*", ""))
                                .distinct()
                                .count()
                        == PARTITIONS);
    }

    private void assertStopsWithinASecond(Lane lane, Traffic traffic, String what, long acknowledged) {
        int sent = traffic.sent();
        await().atMost(PATIENCE).until(() -> traffic.sent() > sent + 3 * PER_SECOND);
        // what came after a second and more has been through by the time that all of it is out
        cluster.readUntil(lane.canary(), all -> all.size() >= sent + 3 * PER_SECOND);
        long last =
                faults(lane).stream().mapToLong(ConsumerRecord::timestamp).max().orElseThrow();
        System.out.println(
                what + ": the last fault was written " + (last - acknowledged) + " ms after it was acknowledged");
        assertThat(last - acknowledged)
                .as("%s, until the last fault, in ms", what)
                .isLessThan(WITHIN_MILLIS);
    }
}
