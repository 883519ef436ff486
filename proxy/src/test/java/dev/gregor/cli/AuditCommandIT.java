package dev.gregor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.fixture.AllFaults;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import dev.gregor.runtime.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OnBroker.class)
class AuditCommandIT {
    private static final String EXPERIMENT = """
              - { name: drops, hypothesis: h, enabled: true, route: lane, select: { fraction: 0.3 }, faults: [ drop-field: { field: distance } ] }
            """;

    @Test
    void aCleanAuditEndsWith0AndAnotherOneWith1(TestCluster cluster, @TempDir Path folder) throws IOException {
        Lane lane = Lane.create(cluster, "audit-command", 1);
        String yaml = lane.yaml(folder.resolve("state"), EXPERIMENT);
        Path config = folder.resolve("gregor.yaml");
        Files.writeString(config, yaml);
        cluster.write(IntStream.range(0, 100)
                .mapToObj(i -> AllFaults.record(lane.raw(), 1, i))
                .toList());
        try (Proxy proxy = Proxy.start(() -> Lane.parse(yaml))) {
            cluster.read(lane.canary(), 100);
        }

        Ran clean = Ran.gregor("audit", "--config", config.toString());
        assertThat(clean.exitCode()).isZero();
        assertThat(clean.out())
                .contains("lane: 100 records, ")
                .contains("100 outputs and 100 of the control arm, 0 held back now")
                .endsWith("clean: nothing was lost, doubled, altered or invented\n");
        assertThat(clean.err()).allMatch(line -> line.startsWith("gregor: "));

        ConsumerRecord<byte[], byte[]> twice = cluster.readNow(lane.canary()).get(7);
        cluster.write(List.of(new ProducerRecord<>(
                lane.canary(), 0, twice.timestamp(), twice.key(), twice.value(), twice.headers())));
        Ran doubled = Ran.gregor("audit", "--config", config.toString());
        assertThat(doubled.exitCode()).isEqualTo(1);
        assertThat(doubled.out())
                .contains("doubled  audit-command.raw-0@7 -> audit-command.canary-0@")
                .endsWith("doubled: 1\n");

        Ran asJson = Ran.gregor("audit", "--config", config.toString(), "--output", "json");
        JsonNode report = new ObjectMapper().readTree(asJson.out());
        assertThat(asJson.exitCode()).isEqualTo(1);
        assertThat(report.path("clean").booleanValue()).isFalse();
        assertThat(report.path("findings")).hasToString("{\"doubled\":1}");
        assertThat(report.at("/listed/0/record").textValue()).isEqualTo("audit-command.raw-0@7");
        assertThat(report.at("/routes/0/records").intValue()).isEqualTo(100);
    }

    @Test
    void whereNothingHasRunThereIsNothingToAudit(TestCluster cluster, @TempDir Path folder) throws IOException {
        Lane lane = Lane.create(cluster, "audit-nothing", 1);
        cluster.create(1, List.of(lane.ledger()));
        Path config = folder.resolve("gregor.yaml");
        Files.writeString(config, lane.yaml(folder.resolve("state"), EXPERIMENT));
        cluster.write(List.of(AllFaults.record(lane.raw(), 1, 0)));

        Ran ran = Ran.gregor("audit", "--config", config.toString());

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out())
                .contains("note: the group 'audit-nothing' has no committed offsets; it has not run yet")
                .endsWith("there was nothing to audit\n");
    }

    @Test
    void aTopicThatIsNotThereIsNamed(TestCluster cluster, @TempDir Path folder) throws IOException {
        Lane lane = Lane.create(cluster, "audit-ledgerless", 1);
        Path config = folder.resolve("gregor.yaml");
        Files.writeString(config, lane.yaml(folder.resolve("state"), EXPERIMENT));

        Ran ran = Ran.gregor("audit", "--config", config.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("gregor: the topic 'audit-ledgerless.ledger' does not exist; expected it to be audited");
    }
}
