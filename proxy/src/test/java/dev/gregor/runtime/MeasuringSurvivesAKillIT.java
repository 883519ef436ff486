package dev.gregor.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.fixture.GregorProcess;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import dev.gregor.fixture.Verdicts;
import dev.gregor.injection.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same outputs, measured once in peace and once by a process that is killed again and again: every number is the same. The outputs
 * are such that event time decides, and patience only ends what is over.
 */
@ExtendWith(OnBroker.class)
class MeasuringSurvivesAKillIT {
    /** 1 January 2001, 00:00 UTC. */
    private static final long START = 978_307_200_000L;

    private static final long MINUTE = 60_000;
    private static final int PARTITIONS = 4;
    private static final int PAIRS = 12_000;
    private static final int KILLS = 4;
    private static final List<String> EXPERIMENTS = List.of("by-header", "by-key");
    private static final long SEED = 20_010_101;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestCluster cluster;
    private final Path folder;
    private final Lane lane;
    private final Random random = new Random(SEED);
    private int missing;
    private int late;

    /** How many of the late ones an experiment counts: those that the other one hit are not its own. */
    private final Map<String, Integer> lateOf = new TreeMap<>();

    MeasuringSurvivesAKillIT(TestCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
        this.lane = Lane.create(cluster, "measured", PARTITIONS);
    }

    @Test
    void everyNumberIsTheSameAsWithoutAKill() throws IOException {
        cluster.create(
                PARTITIONS,
                List.of("measured.out", "measured.out.canary", "measured-calm.ledger", "measured-killed.ledger"));
        List<ProducerRecord<byte[], byte[]>> lateOnes = new ArrayList<>();
        cluster.write(outputs(lateOnes));
        Lane calm = new Lane(cluster, "measured-calm", "json");
        Lane killed = new Lane(cluster, "measured-killed", "json");

        int commits = killAgainAndAgain(killed);
        System.out.println("killed at " + commits + " different places of the log");
        try (GregorProcess gregor = start(killed);
                Proxy proxy = proxy(calm, "measured.out.canary")) {
            gregor.awaitPort();
            // Whatever is missing is decided before it comes late.
            for (Lane each : List.of(calm, killed)) {
                awaitCount(each, "missing", experiment -> missing + late);
            }
            cluster.write(lateOnes);
            for (Lane each : List.of(calm, killed)) {
                awaitCount(each, "late", lateOf::get);
            }
            for (Lane each : List.of(calm, killed)) {
                awaitEnd(each);
            }
            assertThat(proxy.isHealthy()).isTrue();
        }

        for (String experiment : EXPERIMENTS) {
            assertThat(verdict(killed, experiment)).as(experiment).isEqualTo(verdict(calm, experiment));
            assertThat(divergence(killed, experiment)).as(experiment).isEqualTo(divergence(calm, experiment));
        }
        JsonNode header = last(killed, "by-header");
        assertThat(header.path("final").asBoolean()).isTrue();
        assertThat(header.path("pairs").path("late-mark").asInt()).isZero();
        assertThat(header.path("pairs").path("treated").asInt()).isGreaterThan(PAIRS / 5);
        assertThat(header.path("pairs").path("missing-treated").asInt()).isPositive();
        assertThat(header.path("pairs").path("duplicate").asInt()).isPositive();
    }

    /** Kills it whenever it has come a random part of the way further; returns how many different ways it came. */
    private int killAgainAndAgain(Lane killed) throws IOException {
        long all = cluster.endOffsets("measured.out").entrySet().stream()
                .mapToLong(Map.Entry::getValue)
                .sum();
        long from = 0;
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            long target = Math.min(all, from + 1 + (long) (random.nextDouble() * 0.4 * (all - from)));
            try (GregorProcess gregor = start(killed)) {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> committed() >= target);
                gregor.kill();
                gregor.exitCode();
            }
            from = committed();
            places.add(from);
        }
        System.out.println("killed when so many outputs of " + all + " were measured: " + places);
        return (int) places.stream().distinct().count();
    }

    private long committed() {
        return TestCluster.answer(cluster.admin()
                        .listConsumerGroupOffsets("measured-killed-divergence")
                        .partitionsToOffsetAndMetadata())
                .entrySet()
                .stream()
                .filter(each -> each.getKey().topic().startsWith("measured.out"))
                .mapToLong(each -> each.getValue().offset())
                .sum();
    }

    private GregorProcess start(Lane application) throws IOException {
        Path config = folder.resolve(application.id() + ".yaml");
        Files.writeString(config, yaml(application, "measured.out.canary"));
        return GregorProcess.start("run", "--config", config.toString());
    }

    private Proxy proxy(Lane application, String treatment) {
        Revision revision = Lane.parse(yaml(application, treatment));
        return Proxy.start(() -> revision);
    }

    private String yaml(Lane application, String treatment) {
        String experiments = "";
        for (String by : List.of("header", "key")) {
            experiments += """
                      - name: by-%1$s
                        hypothesis: It hardly moves
                        enabled: true
                        route: lane
                        schedule: { start: 2001-01-01T00:00:00Z, duration: 80m }
                        measure:
                          control: measured.out
                          treatment: %2$s
                          pair-by: %1$s
                          segment-by: value.late
                          grace: 30m
                          patience: 25s
                          outputs: { delay: { type: number, tolerance: 3 }, late: { type: label } }
                        guardrails:
                          - { output: delay, measure: mean-absolute-difference, max: 100 }
                          - { output: late, measure: flip-rate, max: 0.9 }
                    """.formatted(by, treatment);
        }
        return lane.yaml(folder.resolve("state-" + application.id()), experiments)
                .replace("id: measured\n", "id: " + application.id() + "\n");
    }

    /** In the order of their event times, with some disorder; drivers at the end carry the event time on. */
    private List<ProducerRecord<byte[], byte[]>> outputs(List<ProducerRecord<byte[], byte[]>> lateOnes) {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            long time = START + 80L * i * MINUTE / PAIRS + random.nextInt(5_000);
            String hitBy = i % 4 == 0 ? "by-header" : i % 4 == 1 ? "by-key" : "";
            double delay = random.nextGaussian() * 40;
            double moved = hitBy.isEmpty() ? delay : delay + random.nextGaussian() * 7;
            all.add(output("measured.out", i, time, delay, ""));
            if (hitBy.equals("by-header")) {
                for (String application : List.of("measured-calm", "measured-killed")) {
                    all.add(mark(application, i, time));
                }
            }
            for (String topic : List.of("measured.out.canary")) {
                ProducerRecord<byte[], byte[]> treatment = output(topic, i, time, moved, hitBy);
                if (i % 61 == 0) {
                    continue;
                }
                if (i > PAIRS * 71 / 80 && i % 59 == 0) {
                    lateOnes.add(treatment);
                    if (topic.equals("measured.out.canary")) {
                        late++;
                        List.of("by-header", "by-key").stream()
                                .filter(each -> hitBy.isEmpty() || hitBy.equals(each))
                                .forEach(each -> lateOf.merge(each, 1, Integer::sum));
                    }
                    continue;
                }
                all.add(treatment);
                if (i % 37 == 0) {
                    all.add(output(topic, i, time, moved + 1, hitBy));
                }
            }
            missing += i % 61 == 0 ? 1 : 0;
        }
        all.addAll(drivers());
        return all;
    }

    /** Outputs beyond the end of the schedule, on all partitions, that carry the event time on. */
    private static List<ProducerRecord<byte[], byte[]>> drivers() {
        List<ProducerRecord<byte[], byte[]>> drivers = new ArrayList<>();
        for (int i = PAIRS; i < PAIRS + 200; i++) {
            for (String topic : List.of("measured.out", "measured.out.canary")) {
                drivers.add(output(topic, i, START + 115 * MINUTE, 0, ""));
            }
        }
        return drivers;
    }

    private static ProducerRecord<byte[], byte[]> output(
            String topic, int number, long time, double delay, String hitBy) {
        String value = "{\"delay\":" + delay + ",\"late\":\"" + (delay > 15 ? "yes" : "no") + "\"}";
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, time, ("key-" + number).getBytes(UTF_8), value.getBytes(UTF_8));
        record.headers().add("gregor-id", id(number).getBytes(UTF_8));
        if (!hitBy.isEmpty()) {
            record.headers().add("gregor-experiment", hitBy.getBytes(UTF_8));
        }
        return record;
    }

    private static ProducerRecord<byte[], byte[]> mark(String application, int number, long time) {
        String event = "{\"version\":1,\"type\":\"fault\",\"mode\":\"live\",\"experiment\":\"by-header\",\"id\":\""
                + id(number) + "\",\"fault\":\"shift\",\"timestamp\":" + time + "}";
        // On the partition of the outputs, so that it is read before them; one that is read later than an output is
        // waited for is
        // counted as a late mark, and when that happens is a matter of the machine.
        int partition = BuiltInPartitioner.partitionForKey(("key-" + number).getBytes(UTF_8), PARTITIONS);
        return new ProducerRecord<>(
                application + ".ledger", partition, time, id(number).getBytes(UTF_8), event.getBytes(UTF_8));
    }

    private static String id(int number) {
        return "measured.raw-" + number % PARTITIONS + "@" + number / PARTITIONS;
    }

    private static void awaitCount(Lane application, String outcome, ToIntFunction<String> count) {
        EXPERIMENTS.forEach(experiment -> await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(last(application, experiment)
                                .path("pairs")
                                .path(outcome)
                                .asInt())
                        .as("%s of %s of %s", outcome, experiment, application.id())
                        .isGreaterThanOrEqualTo(count.applyAsInt(experiment))));
    }

    /** A partition that was read to its end before a kill is heard of no more, and is decided when it was silent for the patience. */
    private static void awaitEnd(Lane application) {
        EXPERIMENTS.forEach(experiment -> await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> last(application, experiment).path("final").asBoolean()));
    }

    private static JsonNode last(Lane application, String experiment) {
        List<JsonNode> all = Verdicts.of(experiment, application.cluster().readNow(application.id() + ".verdicts"));
        return all.get(all.size() - 1);
    }

    private static String verdict(Lane application, String experiment) {
        JsonNode last = last(application, experiment);
        StringBuilder numbers = new StringBuilder();
        numbers.append(last.path("pairs")).append('\n');
        numbers.append(last.path("final")).append('\n');
        for (JsonNode measure : last.path("measures")) {
            if (!measure.path("measure").asText().startsWith("output-delay")) {
                numbers.append(measure).append('\n');
            }
        }
        return numbers.toString();
    }

    /** The last word on each number of each window and segment. */
    private static Map<String, String> divergence(Lane application, String experiment) {
        Map<String, String> last = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> each : application.cluster().readNow(application.id() + ".divergence")) {
            JsonNode event = LedgerEntries.json(each.value());
            String measure = event.path("measure").asText();
            if (event.path("experiment").asText().equals(experiment) && !measure.startsWith("output-delay")) {
                last.put(
                        event.path("window") + " " + event.path("segment") + " " + event.path("output") + " " + measure
                                + " " + event.path("arm"),
                        event.path("value") + " " + event.path("low") + " " + event.path("high") + " "
                                + event.path("n"));
            }
        }
        return last;
    }
}
