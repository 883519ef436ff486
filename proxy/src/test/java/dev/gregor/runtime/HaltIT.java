package dev.gregor.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.fixture.Inference;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.Seen;
import dev.gregor.fixture.TestCluster;
import dev.gregor.fixture.Traffic;
import dev.gregor.fixture.Verdicts;
import dev.gregor.injection.Revision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two instances under load, and an experiment that does harm: how soon it stops, and what is told of it. */
@ExtendWith(OnBroker.class)
class HaltIT {
    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestCluster cluster;
    private final Path folder;

    HaltIT(TestCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    @Test
    void aGuardrailThatIsCrossedStopsAllInstancesWithinTwoSeconds() {
        Lane lane = lane("halt");
        String experiments = moving(lane, "") + held(lane);
        Revision first = lane.revision(folder.resolve("first"), experiments);
        Revision second = lane.revision(folder.resolve("second"), experiments);
        JsonNode moved;
        JsonNode delayed;
        try (Inference inference = inference(lane);
                Proxy one = Proxy.start(() -> first);
                Proxy two = Proxy.start(() -> second)) {
            await().atMost(PATIENCE).until(() -> one.isReady() && two.isReady());
            try (Traffic traffic = Traffic.start(cluster, 400, number -> record(lane, number))) {
                moved = Verdicts.await(lane, "moved", HaltIT::isHaltComplete);
                delayed = Verdicts.await(lane, "delayed", HaltIT::isHaltComplete);
                // The pipeline goes on: what comes now has to come out untouched.
                int sent = traffic.sent();
                await().atMost(PATIENCE).until(() -> traffic.sent() > sent + 400);
            }
            int all = cluster.readNow(lane.raw()).size();
            cluster.read(lane.features(), all);
            cluster.read(lane.canary(), all);
        }

        say("moved", moved);
        say("delayed", delayed);
        for (JsonNode verdict : List.of(moved, delayed)) {
            assertThat(verdict.path("halt").path("partitions")).hasSize(PARTITIONS);
            assertThat(verdict.path("halt").path("took-milliseconds").asLong())
                    .as("from the crossing to the last fault: %s", verdict.path("halt"))
                    .isLessThan(2_000);
        }
        assertThat(moved.path("halt").path("measure").asText()).isEqualTo("mean-absolute-difference");
        assertNoFaultAfter(lane, "moved", moved);
        assertNoFaultAfter(lane, "delayed", delayed);
        assertUntouchedAfter(lane);
        assertReleased(lane, delayed);
        assertThat(switches(lane)).containsEntry("moved", "halt").containsEntry("delayed", "halt");

        // A restart of all instances, with a load again
        Map<String, JsonNode> faults = LedgerEntries.of("moved", cluster.readNow(lane.ledger()));
        int before = cluster.readNow(lane.raw()).size();
        Revision third = lane.revision(folder.resolve("third"), experiments);
        try (Proxy again = Proxy.start(() -> third)) {
            cluster.write(IntStream.range(before, before + 400)
                    .mapToObj(number -> record(lane, number))
                    .toList());
            cluster.read(lane.canary(), before + 400);
        }
        assertThat(LedgerEntries.of("moved", cluster.readNow(lane.ledger()))).isEqualTo(faults);
        assertUntouchedAfter(lane);
    }

    @Test
    void withoutAHeartbeatOfTheMeasurementTheInjectionStopsByItself() {
        Lane lane = lane("pulse");
        String experiments = moving(lane, ", heartbeat: 2s");
        Revision first = lane.revision(folder.resolve("first"), experiments);
        Revision second = lane.revision(folder.resolve("second"), experiments);
        try (Proxy one = Proxy.start(() -> first);
                Proxy two = Proxy.start(() -> second)) {
            await().atMost(PATIENCE).until(() -> one.isReady() && two.isReady());
            // There is no pipeline: records are hit, and no output ever comes.
            try (Traffic traffic = Traffic.start(cluster, 400, number -> record(lane, number))) {
                JsonNode verdict = Verdicts.await(lane, "moved", HaltIT::isHaltComplete);
                say("without a heartbeat", verdict);
                assertThat(verdict.path("halt").path("measure").asText()).isEqualTo("heartbeat");
                assertThat(verdict.path("reasons").path(0).asText()).contains("No heartbeat of the measurement");
                assertThat(verdict.path("halt").path("partitions")).hasSize(PARTITIONS);
                assertThat(verdict.path("halt").path("took-milliseconds").asLong())
                        .isLessThan(2_000);
                int sent = traffic.sent();
                await().atMost(PATIENCE).until(() -> traffic.sent() > sent + 400);
                assertNoFaultAfter(lane, "moved", verdict);
            }
            int all = cluster.readNow(lane.raw()).size();
            cluster.read(lane.canary(), all);
            assertUntouchedAfter(lane);
        }
    }

    private Lane lane(String id) {
        Lane lane = Lane.create(cluster, id, PARTITIONS);
        cluster.create(PARTITIONS, List.of(id + ".out", id + ".out.canary"));
        return lane;
    }

    /** Moves a prediction by 40 minutes where 2 may be borne. */
    private static String moving(Lane lane, String more) {
        return """
                  - name: moved
                    hypothesis: It moves by less than 2
                    enabled: true
                    route: lane
                    seed: 5
                    select: { fraction: 0.2 }
                    faults: [ { shift: { field: distance, by: 400 } } ]
                    measure: { control: %1$s.out, treatment: %1$s.out.canary, grace: 2s, patience: 5s, outputs: { delay: { type: number } }%2$s }
                    guardrails: [ { output: delay, measure: mean-absolute-difference, max: 2 } ]
                """.formatted(lane.id(), more);
    }

    /** Holds records back for longer than their outputs are waited for. */
    private static String held(Lane lane) {
        return """
                  - name: delayed
                    hypothesis: Hardly an output goes missing
                    enabled: true
                    route: lane
                    seed: 6
                    select: { fraction: 0.1 }
                    faults: [ { delay: { by: 10m } } ]
                    measure: { control: %1$s.out, treatment: %1$s.out.canary, grace: 2s, patience: 5s, outputs: { delay: { type: number } } }
                    guardrails: [ { measure: missing-rate, max: 0.5 } ]
                """.formatted(lane.id());
    }

    private Inference inference(Lane lane) {
        return Inference.start(
                cluster,
                Map.of(lane.features(), lane.id() + ".out", lane.canary(), lane.id() + ".out.canary"),
                () -> features -> "{\"delay\":" + features.path("distance").asDouble() / 10 + "}");
    }

    private static ProducerRecord<byte[], byte[]> record(Lane lane, int number) {
        String value = "{\"n\":" + number + ",\"distance\":" + (100 + number % 500) + "}";
        return new ProducerRecord<>(
                lane.raw(), number % PARTITIONS, System.currentTimeMillis(), null, value.getBytes(UTF_8));
    }

    private static boolean isHaltComplete(JsonNode verdict) {
        return verdict.path("verdict").asText().equals("halted")
                && verdict.path("halt").path("complete").asBoolean()
                && verdict.path("halt").path("partitions").size() == PARTITIONS;
    }

    /** The broker's word beside that of the instances: no ledger event was written later than the receipt says. */
    private void assertNoFaultAfter(Lane lane, String experiment, JsonNode verdict) {
        long last = verdict.path("halt").path("last-fault").asLong();
        Set<String> partitions = new HashSet<>();
        Map<String, Long> faults = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : cluster.readNow(lane.ledger())) {
            JsonNode event = LedgerEntries.json(each.value());
            if (event.path("type").asText().equals("fault")
                    && event.path("experiment").asText().equals(experiment)) {
                faults.put(event.path("id").asText(), each.timestamp());
                partitions.add(event.path("id").asText().replaceAll("@.*", ""));
            }
        }
        long count = 0;
        for (JsonNode injected : verdict.path("records").path("injected")) {
            count += injected.asLong();
        }
        assertThat(faults).as("faults in the ledger, and in the verdict").hasSize((int) count);
        assertThat(partitions).hasSize(PARTITIONS);
        Map<String, Long> written = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : cluster.readNow(lane.raw())) {
            written.put(lane.raw() + "-" + each.partition() + "@" + each.offset(), each.timestamp());
        }
        assertThat(faults.keySet())
                .as("records hit that were written after the last fault was injected")
                .allSatisfy(id -> assertThat(written.get(id)).isLessThanOrEqualTo(last));
    }

    /** All records come out once, and those behind the last that was hit have no trace. */
    private void assertUntouchedAfter(Lane lane) {
        Map<String, String> values = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : cluster.readNow(lane.raw())) {
            values.put(lane.raw() + "-" + each.partition() + "@" + each.offset(), new String(each.value(), UTF_8));
        }
        Set<String> hit =
                LedgerEntries.of("moved", cluster.readNow(lane.ledger())).keySet();
        int untouched = 0;
        List<ConsumerRecord<byte[], byte[]>> canary = cluster.readNow(lane.canary());
        assertThat(canary).hasSameSizeAs(values.keySet());
        Set<String> came = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> each : canary) {
            String value = new String(each.value(), UTF_8);
            String id = Seen.header(each, "gregor-id").orElse("");
            assertThat(hit.contains(id)).isEqualTo(!id.isEmpty() && !value.equals(values.get(id)));
            came.add(LedgerEntries.json(each.value()).path("n").asText());
            untouched += hit.contains(id) ? 0 : 1;
        }
        assertThat(came).hasSize(canary.size());
        assertThat(untouched).isEqualTo(canary.size() - hit.size());
    }

    private void assertReleased(Lane lane, JsonNode verdict) {
        long released = 0;
        for (JsonNode partition : verdict.path("halt").path("partitions")) {
            released += partition.path("released").asLong();
        }
        // Ten minutes are not over: whatever was held has come out by its release.
        assertThat(released)
                .isPositive()
                .isEqualTo(LedgerEntries.of("delayed", cluster.readNow(lane.ledger()))
                        .size());
    }

    /** What the control topic holds last for each experiment. */
    private Map<String, String> switches(Lane lane) {
        Map<String, String> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : cluster.readNow(lane.id() + ".control")) {
            last.put(
                    new String(each.key(), UTF_8),
                    LedgerEntries.json(each.value()).path("action").asText());
        }
        return last;
    }

    private static void say(String what, JsonNode verdict) {
        JsonNode halt = verdict.path("halt");
        StringBuilder stops = new StringBuilder();
        for (JsonNode partition : halt.path("partitions")) {
            stops.append(' ')
                    .append(partition.path("stopped").asLong()
                            - halt.path("crossed").asLong());
        }
        System.out.println(what + ": the last fault came " + halt.path("took-milliseconds") + " ms after the crossing;"
                + " partitions stopped after ms:" + stops + "; " + verdict.path("reasons"));
    }
}
