package dev.gregor.secured;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gregor.fixture.GregorProcess;
import dev.gregor.fixture.Inference;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.TestCluster;
import dev.gregor.fixture.Verdicts;
import dev.gregor.secured.Surroundings.Secured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The rights of docs/security.md: they are enough, and without any of them Gregor says in one line what is missing. */
@ExtendWith(Surroundings.class)
class RightsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String ID = "gregor";
    private static final String RAW = "flights.raw";
    private static final String FEATURES = "flights.features";
    private static final String CANARY = "flights.features.canary";
    private static final String CONTROL = "flights.predictions";
    private static final String TREATMENT = "flights.predictions.canary";
    private static final String USER = "gregor-proxy";
    private static final String PASSWORD = "proxy-pw-5Kd8";

    /** What {@code gregor run} needs. */
    private static final List<Right> RUN = List.of(
            Right.topic(READ, RAW),
            Right.topic(WRITE, FEATURES),
            Right.topic(WRITE, CANARY),
            Right.topic(READ, CONTROL),
            Right.topic(READ, TREATMENT),
            Right.topics(READ, ID),
            Right.topics(WRITE, ID),
            Right.topics(CREATE, ID),
            Right.topics(DELETE, ID),
            Right.groups(READ, ID),
            Right.transactions(WRITE, ID));

    /** What the other commands need, each on its own. */
    private static final Map<String, List<Right>> COMMANDS = Map.of(
            "plan --config FILE", List.of(Right.topic(READ, RAW), Right.topic(READ, CONTROL)),
            "experiments --config FILE", List.of(Right.topics(READ, ID)),
            "experiments disable moved --config FILE",
                    List.of(Right.topics(READ, ID), Right.topic(WRITE, ID + ".control")),
            "report moved --format json --config FILE",
                    List.of(Right.topic(READ, RAW), Right.topic(READ, CANARY), Right.topics(READ, ID)),
            "audit --config FILE",
                    List.of(
                            Right.topic(READ, RAW),
                            Right.topic(READ, FEATURES),
                            Right.topic(READ, CANARY),
                            Right.topic(DESCRIBE_CONFIGS, FEATURES),
                            Right.topic(DESCRIBE_CONFIGS, CANARY),
                            Right.topic(READ, ID + ".ledger"),
                            Right.group(DESCRIBE, ID)));

    private final SecuredBroker broker;
    private final TestCluster cluster;
    private final Path folder;

    RightsIT(Secured secured, @TempDir Path folder) {
        this.broker = secured.broker();
        this.cluster = broker.superuser();
        this.folder = folder;
    }

    @AfterEach
    void forbidEverything() {
        broker.forbidEverything();
    }

    /** The login comes out of a file by Kafka's own configuration provider. */
    private String settings() throws IOException {
        String jaas = "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER
                + "\" password=\"" + PASSWORD + "\";";
        Path file = Files.writeString(folder.resolve("kafka.properties"), "jaas=" + jaas);
        return broker.settings(USER, PASSWORD)
                .replace(jaas, "$${file:" + file + ":jaas}")
                .replace(
                        "{ ",
                        "{ config.providers: file, config.providers.file.class:"
                                + " org.apache.kafka.common.config.provider.FileConfigProvider, ");
    }

    private String config(String id) throws IOException {
        String yaml = """
                version: 1
                application:
                  id: %s
                  kafka: %s
                  streams:
                    num.stream.threads: 1
                    state.dir: "%s"
                    repartition.purge.interval.ms: 100
                  http: { port: 0 }
                routes:
                  flights: { from: %s, to: %s, canary: %s, value: json }
                experiments:
                  - name: moved
                    hypothesis: It holds
                    enabled: true
                    route: flights
                    select: { fraction: 0.5 }
                    faults: [ { shift: { field: distance, by: 10 } } ]
                    measure:
                      control: %s
                      treatment: %s
                      pair-by: header
                      window: 1s
                      outputs: { score: { type: number } }
                    guardrails: [ { output: score, measure: mean-absolute-difference, max: 1 } ]
                """.formatted(id, settings(), folder.resolve("state"), RAW, FEATURES, CANARY, CONTROL, TREATMENT);
        return Files.writeString(folder.resolve(id + ".yaml"), yaml).toString();
    }

    private static List<ProducerRecord<byte[], byte[]>> flights(int count) {
        long now = System.currentTimeMillis();
        return IntStream.range(0, count)
                .mapToObj(i -> new ProducerRecord<>(
                        RAW,
                        i % 2,
                        now + i,
                        ("flight-" + i).getBytes(StandardCharsets.UTF_8),
                        ("{\"distance\":" + i + "}").getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @Test
    void theSmallestSetOfRightsIsEnoughAndEachOfThemIsNeeded() throws IOException {
        cluster.create(2, List.of(RAW, FEATURES, CANARY, CONTROL, TREATMENT));
        broker.addUser(USER, PASSWORD);
        grant(RUN);

        itRunsUntilARightIsTakenAway();
        for (Right right : RUN) {
            withoutIt(right, RUN, "run --config " + config(right.operation() == CREATE ? ID + "-anew" : ID));
        }

        broker.forbidEverything();
        for (Map.Entry<String, List<Right>> command : COMMANDS.entrySet()) {
            theCommandNeeds(command.getKey().replace("FILE", config(ID)), command.getValue());
        }
    }

    private void grant(List<Right> rights) {
        broker.allow(rights.stream().map(each -> each.of(USER)).toList());
    }

    /** Records are hit, pairs are measured, the guardrail halts, what was read is purged; then the cluster shuts the door. */
    private void itRunsUntilARightIsTakenAway() throws IOException {
        Lane lane = Lane.unbuilt(cluster, ID);
        try (GregorProcess gregor = GregorProcess.start("run", "--config", config(ID));
                Inference pipeline = Inference.start(
                        cluster,
                        Map.of(FEATURES, CONTROL, CANARY, TREATMENT),
                        () -> record -> "{\"score\":" + record.path("distance") + "}")) {
            gregor.awaitPort();
            cluster.write(flights(600));
            Verdicts.await(
                    lane, "moved", verdict -> verdict.path("verdict").asText().equals("halted"));
            await().atMost(PATIENCE).until(() -> begin(ID + "-divergence-readings-repartition") > 0);

            broker.forbid(Right.topic(WRITE, CANARY).of(USER));
            cluster.write(flights(10));
            int exitCode = gregor.exitCode();

            assertThat(exitCode).as(String.join("\n", gregor.err())).isEqualTo(4);
            assertThat(gregor.err())
                    .as("what it said")
                    .anyMatch(line -> line.contains("The injection topology stops") && line.contains(CANARY))
                    .noneMatch(line -> line.startsWith("\tat "));
            grant(RUN);
        }
    }

    private long begin(String topic) {
        return TestCluster.answer(cluster.admin()
                        .listOffsets(Map.of(
                                new TopicPartition(topic, 0), OffsetSpec.earliest(),
                                new TopicPartition(topic, 1), OffsetSpec.earliest()))
                        .all())
                .values()
                .stream()
                .mapToLong(each -> each.offset())
                .sum();
    }

    private void theCommandNeeds(String command, List<Right> rights) {
        grant(rights);
        Ran ran = Ran.gregor(command.split(" "));
        assertThat(ran.exitCode()).as("%s: %s", command, ran).isNotIn(2, 4);
        assertThat(ran.err()).noneMatch(line -> line.startsWith("\tat "));
        for (Right right : rights) {
            withoutIt(right, rights, command);
        }
        broker.forbidEverything();
    }

    private void withoutIt(Right right, List<Right> rights, String command) {
        broker.forbid(right.of(USER));
        Ran ran = Ran.gregor(command.split(" "));
        assertThat(ran.exitCode()).as("%s without %s: %s", command, right, ran).isEqualTo(4);
        List<String> told = ran.err().stream()
                .filter(line -> !line.startsWith("gregor: reading"))
                .toList();
        assertThat(told).as("%s without %s", command, right).hasSize(1);
        assertThat(told.get(0)).startsWith("gregor: the Kafka cluster ").contains(right.name());
        grant(rights);
    }
}
