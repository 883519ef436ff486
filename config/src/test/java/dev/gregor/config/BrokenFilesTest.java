package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fixture {@code NAME.yaml} has its messages beside it in {@code NAME.expected}, without the name of the file. */
class BrokenFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/broken");

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyProblemIsToldWithItsLineAndColumn(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        ConfigLoader loader = new ConfigLoader(SampleFaults.TYPES, Map.of());

        InvalidConfig thrown = catchThrowableOfType(InvalidConfig.class, () -> loader.load(file));

        List<String> told = thrown.problems().stream()
                .map(problem -> problem.toString().substring(file.toString().length() + 1))
                .toList();
        assertThat(told).isEqualTo(Files.readAllLines(FOLDER.resolve(name.replace(".yaml", ".expected"))));
        assertThat(thrown.problems()).isSorted();
    }
}
