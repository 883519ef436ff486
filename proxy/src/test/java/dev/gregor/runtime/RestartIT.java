package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.fixture.GregorProcess;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.Seen;
import dev.gregor.fixture.TestCluster;
import dev.gregor.injection.Revision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OnBroker.class)
class RestartIT {
    private static final int PARTITIONS = 2;

    @Test
    void heldRecordsSurviveARestartWithoutItsState(TestCluster cluster, @TempDir Path before, @TempDir Path after) {
        Lane lane = Lane.create(cluster, "restart", PARTITIONS);
        cluster.write(records(lane, 0, 60));
        Revision on = lane.revision(before, delayed(true, "1h"));
        Map<String, JsonNode> held;
        try (Proxy proxy = Proxy.start(() -> on)) {
            cluster.read(lane.features(), 60);
            held = LedgerEntries.of("delayed", cluster.readNow(lane.ledger()));
            assertThat(cluster.read(lane.canary(), 60 - held.size())).isNotEmpty();
        }
        assertThat(held).isNotEmpty();

        Revision off = lane.revision(after, delayed(false, "1h"));
        try (Proxy proxy = Proxy.start(() -> off)) {
            List<ConsumerRecord<byte[], byte[]>> canary = cluster.read(lane.canary(), 60);

            assertThat(withoutTreatment(canary))
                    .containsExactlyInAnyOrderElementsOf(Seen.of(cluster.read(lane.raw(), 60)));
            assertThat(canary.stream().flatMap(each -> Seen.header(each, "gregor-id").stream()))
                    .containsExactlyInAnyOrderElementsOf(held.keySet());
            assertThat(cluster.readNow(lane.features())).hasSize(60);
            assertThat(LedgerEntries.of("delayed", cluster.readNow(lane.ledger())))
                    .isEqualTo(held);
        }
    }

    @Test
    void aKillLosesNothingAndDoublesNothing(TestCluster cluster, @TempDir Path folder) throws IOException {
        Lane lane = Lane.create(cluster, "killed", PARTITIONS);
        Path config = folder.resolve("gregor.yaml");
        Files.writeString(config, lane.yaml(folder.resolve("state"), delayed(true, "400ms")));
        cluster.write(records(lane, 0, 2_000));
        try (GregorProcess gregor = GregorProcess.start("run", "--config", config.toString())) {
            gregor.awaitPort();
            cluster.readUntil(lane.features(), some -> some.size() >= 500);
            cluster.write(records(lane, 2_000, 4_000));
            gregor.kill();
            gregor.exitCode();
        }
        assertThat(cluster.readNow(lane.canary()).size())
                .as("killed in the midst of it")
                .isLessThan(4_000);

        Revision same = lane.revision(folder.resolve("state"), delayed(true, "400ms"));
        try (Proxy proxy = Proxy.start(() -> same)) {
            List<Seen> raw = Seen.of(cluster.read(lane.raw(), 4_000));
            assertThat(Seen.of(cluster.read(lane.features(), 4_000))).isEqualTo(raw);
            List<ConsumerRecord<byte[], byte[]>> canary = cluster.read(lane.canary(), 4_000);
            assertThat(withoutTreatment(canary)).containsExactlyInAnyOrderElementsOf(raw);
            assertThat(canary.stream().flatMap(each -> Seen.header(each, "gregor-id").stream()))
                    .containsExactlyInAnyOrderElementsOf(LedgerEntries.of("delayed", cluster.readNow(lane.ledger()))
                            .keySet());
        }
    }

    @Test
    void aProxyThatStoppedCleanlyIsFollowedByTheNextAtOnce(TestCluster cluster, @TempDir Path state) {
        Lane lane = Lane.create(cluster, "followed", PARTITIONS);
        Revision revision =
                Lane.parse(lane.yaml(state, "").replace("session.timeout.ms: 6000", "session.timeout.ms: 45000"));
        cluster.write(records(lane, 0, 10));
        try (Proxy proxy = Proxy.start(() -> revision)) {
            cluster.read(lane.features(), 10);
        }
        cluster.write(records(lane, 10, 20));
        try (Proxy proxy = Proxy.start(() -> revision)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> cluster.readNow(lane.features()).size() == 20);
        }
    }

    private static String delayed(boolean enabled, String by) {
        return """
                  - name: delayed
                    hypothesis: It holds
                    enabled: %s
                    route: lane
                    select: { fraction: 0.3 }
                    faults: [ { delay: { by: %s } } ]
                """.formatted(enabled, by);
    }

    private static List<ProducerRecord<byte[], byte[]>> records(Lane lane, int from, int to) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    lane.raw(), i % PARTITIONS, 1_000_000L + i, bytes("key-" + i % 11), bytes("{\"n\":" + i + "}"));
            record.headers().add("trace", bytes("t" + i)).add("none", null).add("trace", bytes("again"));
            records.add(record);
        }
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Seen> withoutTreatment(List<ConsumerRecord<byte[], byte[]>> records) {
        return Seen.of(records).stream()
                .map(each -> new Seen(
                        each.partition(),
                        each.key(),
                        each.value(),
                        each.headers().stream()
                                .filter(header -> !header.startsWith("gregor-"))
                                .collect(Collectors.toList()),
                        each.timestamp()))
                .toList();
    }
}
