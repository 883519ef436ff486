package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gregor.config.ConfigLoader;
import dev.gregor.fault.Catalogue;
import dev.gregor.fixture.GregorProcess;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LatestCounts;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.Seen;
import dev.gregor.fixture.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records that are held back when Gregor is told to stop, or an experiment to end. */
@ExtendWith(OnBroker.class)
class HeldIT {
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 600;

    private final TestCluster cluster;
    private final Path folder;

    HeldIT(TestCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    @Test
    void aShutdownKeepsWhatIsHeldForTheNextStart() throws IOException {
        Lane lane = Lane.create(cluster, "held-stop", PARTITIONS);
        Path config = Files.writeString(
                folder.resolve("gregor.yaml"),
                lane.yaml(folder.resolve("state"), delayed("all", true, "", "1", "{ by: 15s }")));
        try (GregorProcess gregor = GregorProcess.start("run", "--config", config.toString())) {
            gregor.awaitPort();
            cluster.write(records(lane));
            awaitHeld(lane, RECORDS);
            gregor.terminate();
            assertThat(gregor.exitCode()).isZero();
        }
        assertThat(cluster.readNow(lane.canary())).as("came out on shutdown").isEmpty();
        assertThat(cluster.readNow(lane.features())).hasSize(RECORDS);

        try (GregorProcess gregor = GregorProcess.start("run", "--config", config.toString())) {
            gregor.awaitPort();
            List<ConsumerRecord<byte[], byte[]>> out = cluster.read(lane.canary(), RECORDS);
            awaitHeld(lane, 0);

            assertThat(ids(out)).containsExactlyInAnyOrderElementsOf(rawIds(lane));
            assertThat(values(out)).containsExactlyInAnyOrderElementsOf(values(cluster.read(lane.raw(), RECORDS)));
            assertThat(LedgerEntries.of("all", cluster.readNow(lane.ledger())).keySet())
                    .containsExactlyInAnyOrderElementsOf(rawIds(lane));
            gregor.terminate();
            assertThat(gregor.exitCode()).isZero();
        }
        assertThat(cluster.readNow(lane.canary())).as("came out once").hasSize(RECORDS);
    }

    @Test
    void haltingReleasesAtOnceInTheOrderOfTheLogAndOnlyWhatItHeld() throws Exception {
        Lane lane = Lane.create(cluster, "held-halt", PARTITIONS);
        Path file = Files.writeString(folder.resolve("gregor.yaml"), jittered(lane, true));
        try (LiveConfig live = LiveConfig.watch(file, new ConfigLoader(Catalogue.types(), Map.of()));
                Proxy proxy = Proxy.start(live)) {
            cluster.write(records(lane));
            awaitHeld(lane, RECORDS);
            assertThat(cluster.readNow(lane.canary())).isEmpty();
            Map<String, ?> others = LedgerEntries.of("others", cluster.readNow(lane.ledger()));
            assertThat(others).hasSizeBetween(RECORDS / 10, RECORDS / 2);

            Path fresh = Files.writeString(folder.resolve("fresh"), jittered(lane, false));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            List<ConsumerRecord<byte[], byte[]>> out = cluster.read(lane.canary(), RECORDS - others.size());

            assertThat(ids(out))
                    .as("those of the halted experiment, in the order of the log")
                    .containsExactlyElementsOf(rawIds(lane).stream()
                            .filter(id -> !others.containsKey(id))
                            .toList());
            awaitHeld(lane, others.size());
        }
        assertThat(cluster.readNow(lane.canary()))
                .hasSize(RECORDS
                        - LedgerEntries.of("others", cluster.readNow(lane.ledger()))
                                .size());
    }

    /** Two experiments that share the route; the one that may be halted comes second and has what the other leaves. */
    private String jittered(Lane lane, boolean enabled) {
        String jitter = "{ by: { uniform: { min: 5m, max: 1h } }, keep-order: %s }";
        return lane.yaml(
                folder.resolve("state"),
                delayed("others", true, "", "0.25", jitter.formatted(true))
                        + delayed("jittered", enabled, "value.n < 300", "1", jitter.formatted(true))
                        + delayed("shuffled", enabled, "", "1", jitter.formatted(false)));
    }

    private static String delayed(String name, boolean enabled, String where, String fraction, String delay) {
        return """
                  - name: %s
                    hypothesis: It holds
                    enabled: %s
                    route: lane
                    select: { fraction: %s%s }
                    faults: [ { delay: %s } ]
                """.formatted(name, enabled, fraction, where.isEmpty() ? "" : ", where: " + where, delay);
    }

    private void awaitHeld(Lane lane, long expected) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> LatestCounts.held(cluster.readNow(lane.counts())) == expected);
    }

    private List<ProducerRecord<byte[], byte[]>> records(Lane lane) {
        return IntStream.range(0, RECORDS)
                .mapToObj(i -> new ProducerRecord<>(
                        lane.raw(), i % PARTITIONS, 1_000_000L + i, bytes("key-" + i % 7), bytes("{\"n\":" + i + "}")))
                .toList();
    }

    private List<String> rawIds(Lane lane) {
        return cluster.read(lane.raw(), RECORDS).stream()
                .map(each -> each.topic() + "-" + each.partition() + "@" + each.offset())
                .toList();
    }

    private static List<String> ids(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(each -> Seen.header(each, "gregor-id").orElseThrow())
                .toList();
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(each -> Seen.of(each).value()).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
