package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.fixture.GregorProcess;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LatestCounts;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.Seen;
import dev.gregor.fixture.TestCluster;
import dev.gregor.injection.Revision;
import dev.gregor.record.RecordCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same log gives the same topics, byte for byte, whoever processes it: one thread, four, or two processes of which one is
 * killed in the midst of it.
 */
@ExtendWith(OnBroker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameFaultsIT {
    private static final String RAW = "same.raw";
    private static final int PARTITIONS = 4;
    private static final int RECORDS = 6_000;
    private static final long FIRST = 978_310_020_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> FAULTS = faults();

    private TestCluster cluster;
    private Path folder;
    private Outcome byOneThread;
    private Outcome byFourThreads;
    private Outcome byTwoProcesses;

    @SuppressWarnings("NullAway.Init") // set before all tests
    SameFaultsIT() {}

    private static Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        faults.put("dropped-field", "drop-field: { field: distance }");
        faults.put("delayed", "delay: { by: 6s, clock: event }");
        faults.put("jittered", "delay: { by: { uniform: { min: 0s, max: 3s } }, clock: event, keep-order: false }");
        faults.put("reordered", "reorder: { within: 20 }");
        faults.put("stalled", "stall: { for: 3s }");
        faults.put("replayed", "replay-stale: { lag: 200 }");
        faults.put("replayed-by-time", "replay-stale: { lag: 20s, mode: in-addition }");
        faults.put("stale", "stale-field: { field: distance, lag: 10s }");
        faults.put("frozen", "freeze-field: { field: distance }");
        faults.put("duplicated", "duplicate-record: { copies: 2, gap: 1s }");
        faults.put("dropped", "drop-record");
        faults.put("shuffled", "shuffle-labels: { field: late, within: 200 }");
        faults.put("rekeyed", "change-key: { to: random }");
        faults.put("rekeyed-by-history", "change-key: { to: other }");
        return faults;
    }

    /** All that came out of one way of processing, by topic, partition and key; in the order of the log. */
    private record Outcome(
            Map<String, List<Seen>> features, Map<String, List<Seen>> canary, Map<String, List<String>> ledger) {}

    @BeforeAll
    void processTheLogInThreeWays(TestCluster shared, @TempDir Path temporary) throws IOException {
        cluster = shared;
        folder = temporary;
        cluster.create(PARTITIONS, List.of(RAW));
        for (String id : List.of("same-one", "same-four", "same-two")) {
            cluster.create(PARTITIONS, List.of(id + ".features", id + ".canary"));
        }
        try (GregorProcess survivor = process("survivor");
                GregorProcess victim = process("victim")) {
            survivor.awaitPort();
            victim.awaitPort();
            await().atMost(PATIENCE).until(this::haveTwoPartitionsEach);
            cluster.writeAtOnce(records());
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> sum(cluster.endOffsets("same-two.features")) > 600);
            victim.kill();
            victim.exitCode();
            assertThat(cluster.readNow("same-two.features").size())
                    .as("killed in the midst of it")
                    .isBetween(1, RECORDS - 500);

            Revision one = Lane.parse(yaml("same-one", "num.stream.threads: 1"));
            Revision four = Lane.parse(yaml("same-four", "num.stream.threads: 4"));
            try (Proxy oneThread = Proxy.start(() -> one);
                    Proxy fourThreads = Proxy.start(() -> four)) {
                byOneThread = outcome("same-one", List::of);
                byFourThreads = outcome("same-four", List::of);
            }
            byTwoProcesses = outcome("same-two", survivor::err);
        }
    }

    /** Small transactions, so that the kill hits one of many. The same text for both, each with its state in its own folder. */
    private GregorProcess process(String name) throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        String streams = "num.stream.threads: 1, commit.interval.ms: 20, max.poll.records: 50";
        Files.writeString(own.resolve("gregor.yaml"), yaml("same-two", streams).replace(folder + "/state", "state"));
        return GregorProcess.startIn(own, "run", "--config", "gregor.yaml");
    }

    private String yaml(String id, String streams) {
        StringBuilder experiments = new StringBuilder();
        FAULTS.forEach(
                (name, fault) -> experiments.append("""
                  - name: %s
                    hypothesis: It holds
                    enabled: true
                    route: same
                    seed: 7
                    select: { fraction: 0.05 }
                    faults: [ { %s } ]
                """.formatted(name, fault.contains(":") ? fault : fault + ": {}")));
        return """
                version: 1
                application:
                  id: %1$s
                  kafka: { bootstrap.servers: "%2$s" }
                  streams: { %3$s, state.dir: "%4$s/state", session.timeout.ms: 6000, heartbeat.interval.ms: 500, transaction.timeout.ms: 5000 }
                  http: { port: 0 }
                routes:
                  same: { from: %5$s, to: %1$s.features, canary: %1$s.canary, value: json }
                experiments:
                %6$s""".formatted(id, cluster.bootstrapServers(), streams, folder, RAW, experiments);
    }

    private boolean haveTwoPartitionsEach() {
        List<Long> partitions =
                TestCluster.answer(cluster.admin()
                                .describeConsumerGroups(List.of("same-two"))
                                .all())
                        .values()
                        .stream()
                        .flatMap(group -> group.members().stream())
                        .map(member -> member.assignment().topicPartitions().stream()
                                .filter(each -> each.topic().equals(RAW))
                                .count())
                        .toList();
        return partitions.equals(List.of(2L, 2L));
    }

    /** Flights of 40 airports, somewhat out of order; here and there one without a key, without a value, or broken. */
    private static List<ProducerRecord<byte[], byte[]>> records() {
        SplittableRandom random = new SplittableRandom(11);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            String airport = "A" + random.nextInt(40);
            long late = random.nextInt(20) == 0 ? random.nextInt(10_000) : random.nextInt(500);
            String value = "{\"origin\":\"%s\",\"distance\":%d,\"late\":%s,\"n\":%d}"
                    .formatted(airport, random.nextInt(100, 3_000), random.nextBoolean(), i);
            boolean isKeyless = random.nextInt(50) == 0;
            boolean isTombstone = random.nextInt(100) == 0;
            boolean isBroken = random.nextInt(100) == 0;
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    RAW,
                    isKeyless ? i % PARTITIONS : null,
                    FIRST + 25L * i - late,
                    isKeyless ? null : bytes(airport),
                    isTombstone ? null : bytes(isBroken ? value.substring(1) : value));
            record.headers().add("trace", bytes("t" + i));
            records.add(record);
        }
        return records;
    }

    private Outcome outcome(String id, Supplier<List<String>> log) {
        Map<String, Long> raw = cluster.read(RAW, RECORDS).stream()
                .collect(Collectors.groupingBy(each -> RAW + "-" + each.partition(), Collectors.counting()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(unsettled(LatestCounts.of(cluster.readNow(id + ".counts")), raw))
                        .as("what %s has not done; its log is %s", id, log.get())
                        .isEmpty());
        return new Outcome(
                byKey(cluster.readNow(id + ".features"), Seen::of),
                byKey(cluster.readNow(id + ".canary"), Seen::of),
                byKey(cluster.readNow(id + ".ledger"), SameFaultsIT::withoutRevision));
    }

    /** The experiments and partitions that have not seen all of the log, or still hold some of it. */
    private static List<String> unsettled(Map<String, RecordCounts> counts, Map<String, Long> raw) {
        List<String> unsettled = new ArrayList<>();
        raw.forEach((partition, all) -> FAULTS.keySet().forEach(experiment -> {
            RecordCounts last = counts.get(experiment + "/" + partition);
            if (last == null || last.seen() != all || last.held() != 0) {
                unsettled.add(experiment + "/" + partition + " of " + all + ": " + last);
            }
        }));
        return unsettled;
    }

    private static <T> Map<String, List<T>> byKey(
            List<ConsumerRecord<byte[], byte[]>> records, Function<ConsumerRecord<byte[], byte[]>, T> as) {
        Map<String, List<T>> byKey = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            byKey.computeIfAbsent(each.partition() + "/" + Seen.of(each).key(), key -> new ArrayList<>())
                    .add(as.apply(each));
        }
        return byKey;
    }

    /** The three ways write to topics of their own, and so their configurations differ, and the ids of these. */
    private static String withoutRevision(ConsumerRecord<byte[], byte[]> ledger) {
        ObjectNode event = (ObjectNode) LedgerEntries.json(ledger.value());
        event.remove("configuration");
        assertThat(event.remove("revision")).isNotNull();
        return event + " " + Seen.of(ledger).headers();
    }

    @Test
    void fourThreadsGiveWhatOneGives() {
        assertSame(byFourThreads, byOneThread);
    }

    @Test
    void twoProcessesOfWhichOneIsKilledGiveWhatOneThreadGives() {
        assertSame(byTwoProcesses, byOneThread);
    }

    private static void assertSame(Outcome actual, Outcome expected) {
        assertThat(differences(actual.features(), expected.features()))
                .as("features")
                .isEmpty();
        assertThat(differences(actual.canary(), expected.canary())).as("canary").isEmpty();
        assertThat(differences(actual.ledger(), expected.ledger())).as("ledger").isEmpty();
    }

    /** The first keys whose records differ: a whole topic would be more than anyone reads. */
    private static <T> List<String> differences(Map<String, List<T>> actual, Map<String, List<T>> expected) {
        Map<String, List<T>> both = new TreeMap<>(expected);
        both.putAll(actual);
        return both.keySet().stream()
                .filter(key -> !actual.getOrDefault(key, List.of()).equals(expected.getOrDefault(key, List.of())))
                .limit(3)
                .map(key -> key + "\n  is       " + actual.get(key) + "\n  expected " + expected.get(key))
                .toList();
    }

    @Test
    void theControlArmIsTheLogAndEachFaultHasStruck() {
        assertThat(byOneThread.features()).isEqualTo(byKey(cluster.read(RAW, RECORDS), Seen::of));
        Map<String, Integer> struck = new HashMap<>();
        byOneThread.ledger().values().stream()
                .flatMap(Collection::stream)
                .map(event -> LedgerEntries.json(bytes(event)))
                .filter(event -> event.path("type").asText().equals("fault"))
                .forEach(event -> struck.merge(event.path("experiment").asText(), 1, Integer::sum));
        assertThat(struck.keySet()).containsExactlyInAnyOrderElementsOf(FAULTS.keySet());
        assertThat(struck.values()).allMatch(times -> times > 50);
    }

    private static long sum(Map<String, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
