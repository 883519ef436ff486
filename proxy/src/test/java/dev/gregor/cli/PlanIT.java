package dev.gregor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OnBroker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanIT {
    private static final String EXPERIMENTS = """
              - name: dropped
                hypothesis: It holds
                enabled: false
                route: lane
                select: { fraction: 0.5, where: value.distance >= 1000 }
                faults: [ { drop-field: { field: distance } }, { delay: { by: 30s } } ]
              - name: stale
                hypothesis: It holds
                enabled: true
                route: lane
                faults: [ { replay-stale: { lag: 10 } } ]
            """;

    private TestCluster cluster;
    private Lane lane;
    private Path config;

    @SuppressWarnings("NullAway.Init") // set before all tests
    PlanIT() {}

    @BeforeAll
    void write(TestCluster shared, @TempDir Path folder) throws IOException {
        cluster = shared;
        lane = Lane.create(cluster, "plan", 2);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String value = "{\"distance\":" + (900 + i) + ",\"origin\":\"DTW\"}";
            records.add(
                    new ProducerRecord<>(lane.raw(), i % 2, 1_000L + i, null, value.getBytes(StandardCharsets.UTF_8)));
        }
        cluster.write(records);
        config = folder.resolve("gregor.yaml");
        Files.writeString(config, lane.yaml(folder.resolve("state"), EXPERIMENTS));
    }

    @Test
    void planShowsBeforeAndAfterAndWritesNothing() {
        Map<String, Long> before = cluster.endOffsets("");

        Ran ran = Ran.gregor("plan", "--config", config.toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("dropped on route lane (not enabled)")
                .containsPattern("- \\{\"distance\":1\\d{3},\"origin\":\"DTW\"}\\s+\\+ \\{\"origin\":\"DTW\"}")
                .contains("held back for 30s");
        assertThat(cluster.endOffsets("")).as("end offsets of all topics").isEqualTo(before);
    }

    @Test
    void planAsJsonHasEveryHit() throws IOException {
        Ran ran = Ran.gregor("plan", "--config", config.toString(), "--sample", "100", "--output", "json");

        JsonNode planned = new ObjectMapper().readTree(ran.out());
        assertThat(planned).extracting(each -> each.path("experiment").asText()).containsExactly("dropped", "stale");
        JsonNode dropped = planned.path(0);
        assertThat(dropped.path("seen").asInt()).isEqualTo(100);
        assertThat(dropped.path("selected").asInt())
                .isBetween(1, 99)
                .isEqualTo(dropped.path("hits").size());
        JsonNode stale = planned.path(1);
        assertThat(stale.path("hits")).hasSize(100);
        stale.path("hits").forEach(hit -> assertThat(hit.path("before")).isNotEqualTo(hit.path("after")));
    }

    @Test
    void planOfATopicThatIsNotThereSaysSo(@TempDir Path folder) throws IOException {
        Path other = folder.resolve("gregor.yaml");
        Files.writeString(other, Lane.unbuilt(cluster, "plan-nowhere").yaml(folder, EXPERIMENTS));

        Ran ran = Ran.gregor("plan", "--config", other.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).containsExactly("gregor: the topic 'plan-nowhere.raw' does not exist");
    }
}
