package dev.gregor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.fixture.Inference;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import dev.gregor.fixture.Verdicts;
import dev.gregor.injection.Revision;
import dev.gregor.runtime.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that remembers carries what a fault did to some records over to others, and the verdict and the report say so. */
@ExtendWith(OnBroker.class)
class SpillOverIT {
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 4_000;
    private static final List<String> AIRPORTS = List.of("DTW", "HNL", "ORD", "JFK", "LAX", "DEN", "SEA", "ATL");

    private static final String EXPERIMENT = """
              - name: scaled
                hypothesis: Only the records that are hit move
                enabled: true
                route: lane
                select: { fraction: 0.05 }
                faults: [ { scale: { field: distance, factor: 1.6 } } ]
                measure:
                  control: spill.out
                  control-2: spill.out.second
                  treatment: spill.out.canary
                  outputs: { delay: { type: number } }
                guardrails: [ { output: delay, measure: mean-absolute-difference, max: 100 } ]
            """;

    private final TestCluster cluster;
    private final Path folder;

    SpillOverIT(TestCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    /** The mean of the distances of an origin so far, and the distance itself. */
    private static Function<JsonNode, String> runningMean() {
        Map<String, double[]> sums = new HashMap<>();
        return features -> {
            double distance = features.path("distance").asDouble();
            double[] sum = sums.computeIfAbsent(features.path("origin").asText(), origin -> new double[2]);
            sum[0] += distance;
            sum[1]++;
            return "{\"delay\":" + (distance / 50 + sum[0] / sum[1] / 20) + "}";
        };
    }

    @Test
    void untreatedPairsOfAPipelineThatRemembersShowTheSpillOver() throws IOException {
        Lane lane = Lane.create(cluster, "spill", PARTITIONS);
        cluster.create(PARTITIONS, List.of("spill.out", "spill.out.second", "spill.out.canary"));
        String yaml = lane.yaml(folder.resolve("state"), EXPERIMENT);
        Path config = Files.writeString(folder.resolve("gregor.yaml"), yaml);
        Revision revision = Lane.parse(yaml);
        JsonNode verdict;
        try (Inference arms = Inference.start(
                        cluster,
                        Map.of(lane.features(), "spill.out", lane.canary(), "spill.out.canary"),
                        SpillOverIT::runningMean);
                Inference second = Inference.start(
                        cluster, Map.of(lane.features(), "spill.out.second"), SpillOverIT::runningMean);
                Proxy proxy = Proxy.start(() -> revision)) {
            cluster.write(records(lane));
            verdict = Verdicts.await(
                    lane,
                    "scaled",
                    event -> event.path("pairs").path("treated").asInt()
                                            + event.path("pairs")
                                                    .path("untreated")
                                                    .asInt()
                                    == RECORDS
                            && measure(event, "noise").path("n").asInt() == RECORDS);
        }

        Set<String> hit =
                LedgerEntries.of("scaled", cluster.readNow(lane.ledger())).keySet();
        assertThat(hit).hasSizeBetween(RECORDS / 40, RECORDS / 10);
        double direct = meanDistance(hit, true);
        double spillOver = meanDistance(hit, false);
        double share = (double) hit.size() / RECORDS;

        assertThat(measure(verdict, "noise").path("value").asDouble()).isZero();
        assertThat(measure(verdict, "treated").path("value").asDouble()).isCloseTo(direct, within(1e-9));
        assertThat(measure(verdict, "untreated").path("value").asDouble()).isCloseTo(spillOver, within(1e-9));
        assertThat(measure(verdict, "untreated").path("low").asDouble())
                .as("the lower bound of the spill-over")
                .isPositive();
        JsonNode net = of(verdict.path("net"));
        assertThat(net.path("against").asText()).isEqualTo("noise");
        assertThat(net.path("value").asDouble()).isCloseTo(direct, within(1e-9));
        JsonNode overall = of(verdict.path("overall"));
        assertThat(overall.path("direct").asDouble()).isCloseTo(direct, within(1e-9));
        assertThat(overall.path("spill-over").asDouble()).isCloseTo(spillOver, within(1e-9));
        assertThat(overall.path("treated-share").asDouble()).isCloseTo(share, within(1e-12));
        assertThat(overall.path("value").asDouble()).isCloseTo(share * direct + (1 - share) * spillOver, within(1e-9));
        // Nineteen of twenty records were not hit: most of the harm is theirs.
        assertThat((1 - share) * spillOver).isGreaterThan(share * direct / 2);

        Ran json = Ran.gregor("report", "scaled", "--config", config.toString(), "--format", "json");
        JsonNode reported = of(LedgerEntries.json(json.out().getBytes(UTF_8))
                .path("experiments")
                .path(0)
                .path("overall"));
        assertThat(reported.path("spill-over").asDouble()).isCloseTo(spillOver, within(1e-9));
        Path page = folder.resolve("report.html");
        Ran.gregor("report", "scaled", "--config", config.toString(), "--out", page.toString());
        assertThat(Files.readString(page).replaceAll("\\s+", " "))
                .contains("Pairs whose record was not hit differ too: mean absolute difference of delay")
                .contains("which is less: the fault spills over to records that it did not hit.")
                .contains("Over all traffic, mean absolute difference of delay is");
    }

    /** Records of one origin lie on one partition, so that all arms see them in one order. */
    private static List<ProducerRecord<byte[], byte[]>> records(Lane lane) {
        Random random = new Random(3);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            int origin = random.nextInt(AIRPORTS.size());
            String value = "{\"origin\":\"" + AIRPORTS.get(origin) + "\",\"distance\":" + (200 + random.nextInt(2_000))
                    + ",\"n\":" + i + "}";
            records.add(new ProducerRecord<>(
                    lane.raw(), origin % PARTITIONS, 1_000_000L + 100L * i, null, value.getBytes(UTF_8)));
        }
        return records;
    }

    /** How far the two outputs of a record lie apart, on average over those that were hit or over the others. */
    private double meanDistance(Set<String> hit, boolean isHit) {
        Map<String, Double> control = delays("spill.out");
        Map<String, Double> treatment = delays("spill.out.canary");
        return control.entrySet().stream()
                .filter(each -> hit.contains(each.getKey()) == isHit)
                .mapToDouble(each -> Math.abs(treatment.getOrDefault(each.getKey(), Double.NaN) - each.getValue()))
                .average()
                .orElseThrow();
    }

    private Map<String, Double> delays(String topic) {
        Map<String, Double> delays = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : cluster.read(topic, RECORDS)) {
            delays.put(
                    new String(each.headers().lastHeader("gregor-id").value(), UTF_8),
                    LedgerEntries.json(each.value()).path("delay").asDouble());
        }
        return delays;
    }

    private static JsonNode measure(JsonNode verdict, String arm) {
        for (JsonNode each : verdict.path("measures")) {
            if (each.path("measure").asText().equals("mean-absolute-difference")
                    && each.path("arm").asText().equals(arm)) {
                return each;
            }
        }
        return verdict.path("nothing");
    }

    private static JsonNode of(JsonNode effects) {
        for (JsonNode each : effects) {
            if (each.path("measure").asText().equals("mean-absolute-difference")) {
                return each;
            }
        }
        throw new AssertionError("none for the mean absolute difference: " + effects);
    }
}
