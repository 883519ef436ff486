package dev.gregor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.Running;
import dev.gregor.fixture.Seen;
import dev.gregor.fixture.TestCluster;
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

/** {@code gregor experiments} and its switches, beside an instance that runs, and without any. */
@ExtendWith(OnBroker.class)
class ExperimentsCommandIT {
    private static final String EXPERIMENTS = """
              - name: dropped
                hypothesis: It holds
                enabled: true
                route: lane
                faults: [ { drop-field: { field: distance } } ]
              - name: held
                hypothesis: It waits
                route: lane
                faults: [ { delay: { by: 1h } } ]
            """;

    private final TestCluster cluster;
    private final Path folder;

    ExperimentsCommandIT(TestCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    @Test
    void theSwitchesActOnWhatRunsAndAreKept() throws IOException {
        Lane lane = Lane.create(cluster, "switches", 2);
        Path file = config(lane);
        int written = 0;
        try (Running gregor = Running.start(file)) {
            await().until(() -> gregor.proxy().isReady());
            written = write(lane, written, 20);
            assertThat(treated(lane, written)).isEqualTo(20);

            // what somebody else wrote there must not make anybody deaf
            writeNonsense(lane.id() + ".control", "{\"experiment\":5,\"action\":\"halt\",\"at\":1}");
            writeNonsense(lane.counts(), "{\"experiment\":\"dropped\",\"partition\":7}");
            Ran halted = ran("halt", "dropped", "--reason", "a test", file);
            assertThat(halted.exitCode()).isZero();
            assertThat(halted.out().lines())
                    .containsExactly(
                            "halt of dropped is written; every instance follows",
                            "  dropped on switches.raw-0: stopped, 0 held records released, 0 still held",
                            "  dropped on switches.raw-1: stopped, 0 held records released, 0 still held");
            written = write(lane, written, 20);
            assertThat(treated(lane, written)).as("a pure passthrough").isEqualTo(20);

            assertThat(ran("enable", "held", file).exitCode()).isZero();
            await().until(() ->
                    gregor.proxy().inForce().config().experiments().get(1).enabled());
            write(lane, written, 20);
            cluster.read(lane.features(), written + 20);
            assertThat(cluster.readNow(lane.canary()))
                    .as("20 are held for an hour")
                    .hasSize(written);

            Ran all = ran("halt", "--all", file);
            assertThat(all.out()).contains("halt of all experiments is written; every instance follows");
            assertThat(treated(lane, written + 20))
                    .as("and with it all that was held")
                    .isEqualTo(20);
            Ran enabled = ran("enable", "dropped", file);
            assertThat(enabled.exitCode()).isEqualTo(2);
            assertThat(enabled.err())
                    .singleElement()
                    .asString()
                    .contains("everything is halted, by")
                    .contains("gregor experiments reset --all");
        }

        Ran shown = ran(file, "--output", "json");
        JsonNode answer = LedgerEntries.json(shown.out().getBytes(UTF_8));
        assertThat(answer.path("halted").path("by").asText()).endsWith("by command");
        JsonNode dropped = answer.path("experiments").path(0);
        assertThat(dropped.path("state").asText()).isEqualTo("halted");
        assertThat(dropped.path("records").path("injected").path("drop-field").asInt())
                .isEqualTo(20);

        assertThat(ran("reset", "--all", file).exitCode()).isZero();
        List<String> table = ran(file).out().lines().toList();
        assertThat(table.get(0)).startsWith("EXPERIMENT  STATE  DECIDED BY");
        assertThat(table.get(1)).matches("dropped +on +file +20 +20 +20 +0 +-");
        assertThat(table.get(2)).matches("held +off +file +.*");
    }

    private void writeNonsense(String topic, String json) {
        cluster.write(List.of(new ProducerRecord<>(topic, "nonsense".getBytes(UTF_8), json.getBytes(UTF_8))));
    }

    @Test
    void everythingIsHaltedAlsoWhileTheFileIsWrong() throws IOException {
        Lane lane = Lane.create(cluster, "switches-wrong", 1);
        Path file = config(lane);
        assertThat(ran(file).exitCode()).isZero();
        String right = Files.readString(file);
        Files.writeString(file, right.replace("enabled: true", "enabled: maybe"));

        Ran one = ran("halt", "dropped", file);
        assertThat(one.exitCode()).isEqualTo(2);
        Ran all = ran("halt", "--all", file);
        assertThat(all.exitCode()).isZero();
        assertThat(all.err()).hasSize(2);
        assertThat(all.err().get(0)).contains("'maybe'");
        assertThat(all.out()).startsWith("halt of all experiments is written");

        Files.writeString(file, right);
        assertThat(ran(file).out()).startsWith("Everything is halted, by");
    }

    @Test
    void anExperimentThatIsNotThereIsToldInOneLine() throws IOException {
        Lane lane = Lane.create(cluster, "switches-none", 1);

        Ran ran = ran("halt", "drooped", config(lane));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).singleElement().asString().contains("'drooped'").contains("dropped, held");
    }

    @Test
    void aHaltNamesOneExperimentOrAll() throws IOException {
        Path file = config(Lane.unbuilt(cluster, "switches-both"));

        for (Ran ran : List.of(ran("halt", "dropped", "--all", file), ran("halt", file))) {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).singleElement().asString().contains("either the NAME of an experiment or --all");
        }
    }

    private Path config(Lane lane) throws IOException {
        return Files.writeString(
                folder.resolve(lane.id() + ".yaml"), lane.yaml(folder.resolve(lane.id() + "-state"), EXPERIMENTS));
    }

    /** Arguments of {@code gregor experiments}; the path is that of its configuration. */
    private static Ran ran(Object... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "experiments";
        int next = 1;
        for (Object each : arguments) {
            if (!(each instanceof Path)) {
                all[next++] = (String) each;
            }
        }
        all[next++] = "--config";
        for (Object each : arguments) {
            if (each instanceof Path) {
                all[next++] = each.toString();
            }
        }
        return Ran.gregor(all);
    }

    private int write(Lane lane, int from, int count) {
        cluster.write(IntStream.range(from, from + count)
                .mapToObj(number -> new ProducerRecord<byte[], byte[]>(
                        lane.raw(), number % 2, 1_000L + number, null, "{\"distance\":1}".getBytes(UTF_8)))
                .toList());
        return from + count;
    }

    /** How many of these canary records carry the mark of the experiment {@code dropped}. */
    private long treated(Lane lane, int records) {
        return cluster.read(lane.canary(), records).stream()
                .filter(ExperimentsCommandIT::isTreated)
                .count();
    }

    private static boolean isTreated(ConsumerRecord<byte[], byte[]> record) {
        return Seen.header(record, "gregor-experiment")
                .filter("dropped"::equals)
                .isPresent();
    }
}
