package dev.gregor.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import dev.gregor.fixture.Verdicts;
import dev.gregor.injection.Revision;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** At least once a commit may be far away, and outputs that are brought together in bundles must not wait for it. */
@ExtendWith(OnBroker.class)
class MeasuringBetweenCommitsIT {
    private static final int PARTITIONS = 2;
    private static final int PAIRS = 200;

    private final TestCluster cluster;
    private final Path folder;

    MeasuringBetweenCommitsIT(TestCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    @Test
    void outputsArePairedLongBeforeTheNextCommit() {
        Lane lane = Lane.create(cluster, "between", PARTITIONS);
        cluster.create(PARTITIONS, List.of("between.out", "between.out.canary"));
        Revision revision = Lane.parse(
                lane.yaml(folder, """
                  - name: moved
                    hypothesis: It does not move
                    enabled: true
                    route: lane
                    faults: [ { drop-field: { field: x } } ]
                    measure:
                      control: between.out
                      treatment: between.out.canary
                      pair-by: header
                      outputs: { delay: { type: number } }
                    guardrails: [ { output: delay, measure: mean-absolute-difference, max: 1 } ]
                """)
                        .replace(
                                "num.stream.threads: 1",
                                "num.stream.threads: 1\n    processing.guarantee: at_least_once\n    commit.interval.ms: 3600000"));

        try (Proxy proxy = Proxy.start(() -> revision)) {
            cluster.write(Stream.of("between.out", "between.out.canary")
                    .flatMap(topic -> Stream.iterate(0, number -> number < PAIRS, number -> number + 1)
                            .map(number -> output(topic, number)))
                    .toList());
            JsonNode verdict = Verdicts.await(
                    lane, "moved", each -> each.path("pairs").path("untreated").asInt() == PAIRS);

            assertThat(verdict.path("pairs").path("missing").asInt()).isZero();
            assertThat(proxy.isHealthy()).isTrue();
        }
    }

    private static ProducerRecord<byte[], byte[]> output(String topic, int number) {
        ProducerRecord<byte[], byte[]> output = new ProducerRecord<>(
                topic, ("key-" + number % 7).getBytes(UTF_8), ("{\"delay\":" + number + "}").getBytes(UTF_8));
        output.headers().add("gregor-id", ("between.raw-0@" + number).getBytes(UTF_8));
        return output;
    }
}
