package dev.gregor.demo;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.fault.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailureModesTest {
    private static final Path FOLDER = Path.of("../config/experiments");

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .toList();
        }
    }

    private static List<String> listed() {
        return Stream.concat(
                        Stream.of(FailureModes.CONTROL),
                        FailureModes.lines().stream().map(FailureModes.Line::file))
                .toList();
    }

    @Test
    void allLinesOfTheArticleAreThereInItsOrder() {
        List<String> modes = FailureModes.lines().stream()
                .map(FailureModes.Line::mode)
                .distinct()
                .toList();
        assertThat(modes).hasSize(6).isSorted();
        Map<String, Long> lines = FailureModes.lines().stream()
                .collect(groupingBy(
                        FailureModes.Line::mode,
                        collectingAndThen(mapping(FailureModes.Line::tests, toSet()), tests -> (long) tests.size())));
        assertThat(modes).extracting(lines::get).containsExactly(6L, 5L, 6L, 4L, 4L, 3L);
    }

    @Test
    void everyFileIsListedOnceAndEveryListedFileIsThere() throws Exception {
        assertThat(listed()).containsExactlyInAnyOrderElementsOf(files());
    }

    @Test
    void everyExperimentCanBeRunByTheDemoAndHasANameOfItsOwn() throws Exception {
        ConfigLoader loader = new ConfigLoader(Catalogue.types(), Map.of());
        List<String> names = new ArrayList<>();
        for (String file : listed()) {
            GregorConfig config = loader.load(FOLDER.resolve(file + ".yaml")).config();
            assertThat(config.experiments()).as(file).isNotEmpty().allSatisfy(each -> {
                assertThat(each.measure()).isNotNull();
                assertThat(each.guardrails()).isNotEmpty();
            });
            config.experiments().stream().map(Experiment::name).forEach(names::add);
        }
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void eachFileSaysWhichLineOfTheArticleItTests() throws Exception {
        for (FailureModes.Line line : FailureModes.lines()) {
            String comment =
                    Files.readString(FOLDER.resolve(line.file() + ".yaml")).replace("\n# ", " ");
            String mode = line.mode().substring(2).toLowerCase(Locale.ROOT);
            assertThat(comment).as(line.file()).contains(mode + ", " + line.tests());
        }
    }
}
