package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gregor.config.ConfigLoader;
import dev.gregor.config.Experiment;
import dev.gregor.config.InvalidConfig;
import dev.gregor.fault.Catalogue;
import dev.gregor.fixture.Lane;
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
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@ExtendWith(OnBroker.class)
class LiveConfigIT {
    /** Four looks at the file, plus what a busy machine needs besides. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final String ON = """
              - name: dropped
                hypothesis: It holds
                enabled: true
                route: lane
                faults: [ { drop-field: { field: distance } } ]
            """;
    private static final String OFF = ON.replace("enabled: true", "enabled: false");
    private static final String HELD = ON.replace("drop-field: { field: distance }", "delay: { by: 1h }");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LiveConfig.class);
    private final TestCluster cluster;
    private final Path folder;
    private final Path file;

    LiveConfigIT(TestCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
        this.file = folder.resolve("gregor.yaml");
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
    }

    private LiveConfig watch(String yaml) throws IOException, InvalidConfig {
        Files.writeString(file, yaml);
        return LiveConfig.watch(file, new ConfigLoader(Catalogue.types(), Map.of()));
    }

    /** As an editor or Kubernetes does: all of the file at once. */
    private void replace(String yaml) throws IOException {
        Path fresh = Files.writeString(folder.resolve("fresh"), yaml);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> logged() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static List<ProducerRecord<byte[], byte[]>> flights(Lane lane, int count) {
        byte[] value = "{\"distance\":1,\"origin\":\"DTW\"}".getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, count)
                .mapToObj(i -> new ProducerRecord<byte[], byte[]>(lane.raw(), 0, 1_000L + i, null, value))
                .toList();
    }

    private static boolean isTreated(ConsumerRecord<byte[], byte[]> record) {
        return Seen.header(record, "gregor-experiment").isPresent();
    }

    @Test
    void aToggleTakesEffectWithinASecond() throws Exception {
        Lane lane = Lane.create(cluster, "reload", 1);
        Path state = folder.resolve("state");
        try (LiveConfig live = watch(lane.yaml(state, OFF));
                Proxy proxy = Proxy.start(live)) {
            cluster.write(flights(lane, 10));
            assertThat(cluster.read(lane.canary(), 10)).noneMatch(LiveConfigIT::isTreated);

            String before = live.get().id();
            replace(lane.yaml(state, ON));
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !live.get().id().equals(before));
            cluster.write(flights(lane, 10));
            List<ConsumerRecord<byte[], byte[]>> both = cluster.read(lane.canary(), 20);
            assertThat(both.subList(0, 10)).noneMatch(LiveConfigIT::isTreated);
            assertThat(both.subList(10, 20)).allMatch(LiveConfigIT::isTreated);

            String between = live.get().id();
            replace(lane.yaml(state, HELD));
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !live.get().id().equals(between));
            cluster.write(flights(lane, 10));
            cluster.read(lane.features(), 30);
            assertThat(cluster.readNow(lane.canary()))
                    .as("ten are held for an hour")
                    .hasSize(20);

            replace(lane.yaml(state, OFF));
            await().atMost(SOON.multipliedBy(3))
                    .until(() -> cluster.readNow(lane.canary()).size() == 30);
            cluster.write(flights(lane, 10));
            assertThat(cluster.read(lane.canary(), 40).subList(30, 40)).noneMatch(LiveConfigIT::isTreated);
        }
    }

    @Test
    void anInvalidFileIsRefusedWithLineAndColumnAndTheOldOneStays() throws Exception {
        Lane lane = Lane.unbuilt(cluster, "refused");
        try (LiveConfig live = watch(lane.yaml(folder, ON))) {
            String before = live.get().id();
            String broken = lane.yaml(folder, ON.replace("enabled: true", "enabled: maybe"));
            int line =
                    (int) broken.substring(0, broken.indexOf("maybe")).lines().count();
            replace(broken);

            await().atMost(SOON.multipliedBy(5)).until(() -> logged().stream().anyMatch(m -> m.contains("refused")));

            assertThat(logged())
                    .anySatisfy(message ->
                            assertThat(message).startsWith(file + ":" + line + ":14: experiments[0].enabled: 'maybe'"));
            assertThat(live.get().id()).isEqualTo(before);

            replace(lane.yaml(folder, OFF));
            await().atMost(SOON.multipliedBy(5)).until(() -> !live.get().id().equals(before));
        }
    }

    @Test
    void aChangedRouteSaysThatItNeedsARestart() throws Exception {
        Lane lane = Lane.unbuilt(cluster, "route");
        try (LiveConfig live = watch(lane.yaml(folder, ON))) {
            String before = live.get().id();
            replace(lane.yaml(folder, ON).replace("route.canary", "other.canary"));

            await().atMost(SOON.multipliedBy(5))
                    .until(() -> logged().stream().anyMatch(m -> m.contains("needs a restart")));
            assertThat(live.get().id()).isEqualTo(before);
        }
    }

    @Test
    void outputsThatNobodyReadYetSayThatTheyNeedARestart() throws Exception {
        Lane lane = Lane.unbuilt(cluster, "outputs");
        String measured = ON + """
                    measure: { control: predictions, treatment: predictions.canary, outputs: { late: { type: label } } }
                """;
        try (LiveConfig live = watch(lane.yaml(folder, ON))) {
            String before = live.get().id();
            replace(lane.yaml(folder, measured));

            await().atMost(SOON.multipliedBy(5))
                    .until(() -> logged().stream()
                            .anyMatch(m ->
                                    m.contains("[predictions, predictions.canary]") && m.contains("after a restart")));
            assertThat(live.get().id())
                    .as("the faults are in force all the same")
                    .isNotEqualTo(before);
        }
    }

    @Test
    void aFileThatIsGoneForAMomentChangesNothing() throws Exception {
        Lane lane = Lane.unbuilt(cluster, "gone");
        try (LiveConfig live = watch(lane.yaml(folder, ON))) {
            String before = live.get().id();
            Files.delete(file);
            await().during(Duration.ofMillis(600))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> live.get().id().equals(before));
            assertThat(logged()).isEmpty();

            Files.writeString(file, lane.yaml(folder, OFF));
            await().atMost(SOON.multipliedBy(5)).until(() -> !live.get().id().equals(before));
        }
    }

    @Test
    void aFileThatIsEmptyAndStaysSoIsRefused() throws Exception {
        Lane lane = Lane.unbuilt(cluster, "emptied");
        try (LiveConfig live = watch(lane.yaml(folder, ON))) {
            String before = live.get().id();
            Files.writeString(file, "");

            await().atMost(SOON.multipliedBy(10)).until(() -> live.state().refused() != null);

            assertThat(Objects.requireNonNull(live.state().refused()).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("the file is empty"));
            assertThat(live.get().id()).isEqualTo(before);
            Files.writeString(file, lane.yaml(folder, ON));
            await().atMost(SOON.multipliedBy(5)).until(() -> live.state().refused() == null);
        }
    }

    /** As the kubelet lays out a ConfigMap: each file is a link into a folder, and one link is swapped for all of them. */
    private void swap(String revision, Map<String, String> files) throws IOException {
        Path data = Files.createDirectories(folder.resolve("mounted").resolve(".." + revision));
        for (Map.Entry<String, String> each : files.entrySet()) {
            Files.writeString(data.resolve(each.getKey()), each.getValue());
            Path link = folder.resolve("mounted").resolve(each.getKey());
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(link, Path.of("..data", each.getKey()));
            }
        }
        Path fresh =
                Files.createSymbolicLink(folder.resolve("mounted").resolve("..data_tmp"), Path.of(".." + revision));
        Files.move(fresh, folder.resolve("mounted").resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aFolderOfExperimentsBehindASwappedLinkIsWatched() throws Exception {
        Lane lane = Lane.unbuilt(cluster, "mounted");
        Files.writeString(
                file,
                lane.yaml(folder.resolve("state"), "")
                        .replace("  http: { port: 0 }", "  http: { port: 0 }\n  experiments-from: mounted"));
        swap("1", Map.of("one.yaml", experiments(ON), "two.yaml", experiments(ON.replace("dropped", "second"))));
        try (LiveConfig live = LiveConfig.watch(file, new ConfigLoader(Catalogue.types(), Map.of()))) {
            assertThat(live.get().config().experiments())
                    .extracting(Experiment::name)
                    .containsExactly("dropped", "second");

            swap("2", Map.of("one.yaml", experiments(OFF), "two.yaml", experiments(ON.replace("dropped", "second"))));
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !live.get().config().experiments().get(0).enabled());

            swap("3", Map.of("one.yaml", experiments(ON), "two.yaml", experiments(ON.replace("true", "maybe"))));
            await().atMost(SOON.multipliedBy(5)).until(() -> live.state().refused() != null);
            assertThat(Objects.requireNonNull(live.state().refused()).problems())
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.toString())
                                .startsWith(folder.resolve("mounted").resolve("two.yaml") + ":5:14: ");
                        assertThat(problem.message()).contains("'maybe'");
                    });
            assertThat(live.get().config().experiments().get(0).enabled())
                    .as("nothing of a change is in force when a part of it is refused")
                    .isFalse();
        }
    }

    /** The items of a list of experiments, as a file of their own. */
    private static String experiments(String items) {
        return "version: 1\nexperiments:\n" + items;
    }
}
