package dev.gregor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import dev.gregor.measure.AsymptoticSequence;
import dev.gregor.measure.BetaBinomialSequence;
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
              - name: guarded
                hypothesis: It holds
                route: lane
                select: { fraction: 0.25 }
                faults: [ { drop-field: { field: distance } } ]
                measure:
                  control: plan.out
                  treatment: plan.out.canary
                  min-pairs: 50
                  outputs: { delay: { type: number }, late: { type: label } }
                guardrails:
                  - { output: delay, measure: mean-absolute-difference, max: 2 }
                  - { output: late, measure: flip-rate, max: 0.05 }
                  - { measure: missing-rate, max: 0 }
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
        List<ProducerRecord<byte[], byte[]>> outputs = new ArrayList<>();
        cluster.create(1, List.of("plan.out"));
        for (int i = 0; i < 100; i++) {
            String value = "{\"delay\":" + (i % 2 == 0 ? 10 : -10) + ",\"late\":\"no\"}";
            outputs.add(
                    new ProducerRecord<>("plan.out", null, 1_000L + i, null, value.getBytes(StandardCharsets.UTF_8)));
        }
        cluster.write(outputs);
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
        assertThat(planned)
                .extracting(each -> each.path("experiment").asText())
                .containsExactly("dropped", "stale", "guarded");
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
    void planTellsThePairsAndTheTimeThatEachGuardrailNeeds() throws IOException {
        Ran json = Ran.gregor("plan", "--config", config.toString(), "--sample", "200", "--output", "json");

        JsonNode guarded = new ObjectMapper().readTree(json.out()).path(2);
        JsonNode effort = guarded.path("effort");
        double share = guarded.path("hits").size() / 200.0;
        assertThat(effort.path("hitShare").asDouble()).isBetween(0.1, 0.4).isEqualTo(share);
        assertThat(effort.path("clock").asText()).isEqualTo("event time");
        // two partitions, each with a record every 2 ms
        assertThat(effort.path("recordsPerSecond").asDouble()).isCloseTo(1_000, within(1e-6));
        JsonNode delay = effort.path("guardrails").path(0);
        double spread = Math.sqrt(100 * 100 / 99.0);
        double alpha = 0.05 / 3;
        long pairs = delay.path("pairs").asLong();
        assertThat(AsymptoticSequence.DEFAULT.interval(pairs, 0, spread, alpha).high())
                .isLessThanOrEqualTo(2);
        assertThat(AsymptoticSequence.DEFAULT
                        .interval(pairs - 1, 0, spread, alpha)
                        .high())
                .isGreaterThan(2);
        assertThat(delay.path("pairsAtHalf").asLong()).isGreaterThan(3 * pairs);
        assertThat(delay.path("records").asLong()).isEqualTo((long) Math.ceil(pairs / share));
        assertThat(delay.path("seconds").asDouble())
                .isCloseTo(delay.path("records").asLong() / 1_000.0, within(1e-6));
        assertThat(delay.path("supposing").asText())
                .contains("last outputs of the control arm")
                .contains("10.1");
        JsonNode flips = effort.path("guardrails").path(1);
        long labels = flips.path("pairs").asLong();
        assertThat(new BetaBinomialSequence().interval(0, labels, alpha).high()).isLessThanOrEqualTo(0.05);
        assertThat(new BetaBinomialSequence().interval(0, labels - 1, alpha).high())
                .isGreaterThan(0.05);
        assertThat(effort.path("guardrails").path(2).path("pairs").isNull()).isTrue();
        assertThat(new ObjectMapper()
                        .readTree(json.out())
                        .path(0)
                        .path("effort")
                        .path("guardrails"))
                .isEmpty();

        assertThat(Ran.gregor("plan", "--config", config.toString(), "--sample", "200")
                        .out())
                .contains("records a second by event time")
                .containsPattern(
                        "delay mean-absolute-difference: [\\d,]+ treated pairs, of [\\d,]+ records, in \\d+ s if")
                .contains("missing-rate: no number of pairs can show it if nothing differs");
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
