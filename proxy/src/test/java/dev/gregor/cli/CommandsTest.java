package dev.gregor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that need no cluster. */
class CommandsTest {
    private static final Path BROKEN = Path.of("../config/src/test/resources/broken");
    private static final Path DEFAULT = Path.of("../config/gregor.yaml");

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    static Stream<Path> brokenFiles() throws IOException {
        try (Stream<Path> files = Files.list(BROKEN)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    /** The places alone: some messages list the faults that there are. */
    private static List<String> expectedPlaces(Path file) throws IOException {
        Path expected = Path.of(file.toString().replace(".yaml", ".expected"));
        return Files.readAllLines(expected).stream()
                .map(line -> file + ":" + line.replaceFirst("^(\\d+:\\d+: ).*", "$1"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void validateTellsEachErrorOfAFileWithItsLineAndColumn(Path file) throws IOException {
        List<String> places = expectedPlaces(file);

        Ran ran = Ran.gregor("validate", file.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSameSizeAs(places);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).startsWith(places.get(i));
        }
    }

    @Test
    void validateChecksSeveralFilesAndOneBrokenOneDecides() throws IOException {
        Ran ran = Ran.gregor(
                "validate",
                "--output",
                "json",
                DEFAULT.toString(),
                BROKEN.resolve("list.yaml").toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        JsonNode checked = json(ran.out());
        assertThat(checked).hasSize(2);
        assertThat(checked.path(0).path("valid").asBoolean()).isTrue();
        assertThat(checked.path(1).path("valid").asBoolean()).isFalse();
        assertThat(checked.path(1).path("problems").path(0).path("line").asInt())
                .isEqualTo(1);
        assertThat(checked.path(1).path("problems").path(0).path("column").asInt())
                .isEqualTo(1);
    }

    @Test
    void validateIsContentWithTheDefaultConfiguration() {
        Ran ran = Ran.gregor("validate", DEFAULT.toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("valid").contains("1 experiment");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void validateSaysThatAFileIsNotThere() {
        Ran ran = Ran.gregor("validate", "no/such.yaml");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out().lines()).singleElement().asString().startsWith("no/such.yaml: does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "plan", "audit", "report any"})
    void aBrokenConfigurationStartsNothing(String command) {
        Path file = BROKEN.resolve("durations.yaml");

        Ran ran = Ran.gregor((command + " --config " + file).split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isNotEmpty().allMatch(line -> line.startsWith(file + ":"));
    }

    @Test
    void faultsListsTheCatalogue() throws IOException {
        Ran text = Ran.gregor("faults");
        Ran asJson = Ran.gregor("faults", "--output", "json");

        assertThat(text.exitCode()).isZero();
        List<String> names = new ArrayList<>();
        json(asJson.out()).forEach(entry -> names.add(entry.path("name").asText()));
        assertThat(names).contains("drop-field", "null-field", "change-type", "not-a-number", "delay", "replay-stale");
        assertThat(text.out()).contains("drop-field").contains("not-a-number").contains("replay-stale");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-field", "shuffle-labels", "change-key", "stale-field", "delay", "other-schema-id"})
    void faultsShowsOneWithItsParametersAndAnExample(String name) throws IOException {
        Ran text = Ran.gregor("faults", name);
        Ran asJson = Ran.gregor("faults", name, "--output", "json");

        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).startsWith(name + ": ").contains("before").contains("after");
        assertThat(json(asJson.out()).path("parameters")).isNotEmpty();
        assertThat(json(asJson.out()).path("example").path("before").asText()).isNotEmpty();
    }

    @Test
    void anUnknownFaultIsAUsersMistake() {
        Ran ran = Ran.gregor("faults", "drop-feild");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .singleElement()
                .asString()
                .contains("'drop-feild'")
                .contains("drop-field");
    }

    @Test
    void anUnknownExperimentIsToldWhichThereAre() {
        Ran ran = Ran.gregor("report", "distance-goes", "--config", DEFAULT.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .singleElement()
                .asString()
                .startsWith("gregor: there is no experiment 'distance-goes' in " + DEFAULT + "; expected ");
    }

    @Test
    void aReportNeedsACluster(@TempDir Path folder) throws IOException {
        Path config = folder.resolve("gregor.yaml");
        Files.writeString(
                config,
                Files.readString(DEFAULT).replaceAll("bootstrap.servers: .*", "bootstrap.servers: 127.0.0.1:1"));

        Ran ran = Ran.gregor("report", "distance-goes-missing", "--config", config.toString());

        assertThat(ran.exitCode()).isEqualTo(4);
        assertThat(ran.err()).singleElement().asString().contains("127.0.0.1:1 cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "run",
                "plan",
                "validate",
                "plan --config x --sample 0",
                "audit",
                "audit --config x --list -1",
                "report",
                "report any",
                "report --config ../config/gregor.yaml",
                "report any --config ../config/gregor.yaml --format pdf",
                "report a b --config ../config/gregor.yaml --format chaostoolkit",
                "report a b c --config ../config/gregor.yaml --config ../config/gregor.yaml",
                "demo --records 0",
                "demo --records 20001",
                "faults --output xml"
            })
    void wrongUsageEndsWith2AndNoStackTrace(String arguments) {
        Ran ran = Ran.gregor(arguments.split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isNotEmpty().noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void noCommandAtAllIsWrongUsage() {
        assertThat(Ran.gregor().exitCode()).isEqualTo(2);
        assertThat(Ran.gregor("--help").exitCode()).isZero();
        assertThat(Ran.gregor("--version").out()).startsWith("gregor ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inference sideways", "topics --partitions 0", "flights --per-second -1", "nothing"})
    void aProgramOfTheExampleThatCannotBeStartedIsToldSo(String arguments) {
        List<String> all = new ArrayList<>(List.of("demo-app"));
        all.addAll(List.of(arguments.split(" ")));

        Ran ran = Ran.gregor(all.toArray(String[]::new));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err().get(0)).contains(arguments.substring(arguments.lastIndexOf(' ') + 1));
    }
}
