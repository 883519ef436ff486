package dev.gregor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gregor.config.ConfigLoader;
import dev.gregor.config.ConfigSchema;
import dev.gregor.config.FaultParameters;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.InvalidConfig;
import dev.gregor.config.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files under {@code config} against the model and the faults as they are: this module is the first that knows both. */
class ReadyMadeFilesTest {
    private static final Path CONFIG = Path.of("..", "config");
    private static final Path SCHEMA = CONFIG.resolve("gregor.schema.json");
    private static final Path DOCS = Path.of("..", "docs");
    private static final String REGENERATE = "gregor.regenerate";
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> files() throws IOException {
        try (Stream<Path> experiments = Files.list(CONFIG.resolve("experiments"))) {
            return Stream.concat(Stream.of(CONFIG.resolve("gregor.yaml")), experiments.sorted())
                    .toList();
        }
    }

    @Test
    void theSchemaIsCurrent() throws IOException {
        assertCurrent(SCHEMA, ConfigSchema.generate(Catalogue.types()));
    }

    @Test
    void theReferenceOfTheFaultsIsCurrent() throws IOException {
        assertCurrent(DOCS.resolve("faults.md"), FaultPage.of(Catalogue.entries()));
    }

    @Test
    void theReferenceOfTheSettingsIsCurrent() throws IOException {
        assertCurrent(DOCS.resolve("configuration.md"), SettingsPage.of(SettingsReference.of(Catalogue.types())));
    }

    private static void assertCurrent(Path file, String generated) throws IOException {
        if (System.getProperty(REGENERATE) != null) {
            Files.writeString(file, generated);
        }
        assertThat(Files.exists(file) && Files.readString(file).equals(generated))
                .as(
                        "%s is generated from the model and the faults, and is not current. Write it anew with: mvn -pl topologies -am"
                                + " test -Dtest=ReadyMadeFilesTest -Dsurefire.failIfNoSpecifiedTests=false -Dgregor.regenerate",
                        file)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyReadyMadeFileLoadsWithTheFaultsThatThereAre(Path file) throws InvalidConfig {
        GregorConfig config =
                new ConfigLoader(Catalogue.types(), Map.of()).load(file).config();

        assertThat(config.experiments())
                .isNotEmpty()
                .allSatisfy(
                        experiment -> assertThat(experiment.faults()).allSatisfy(ReadyMadeFilesTest::isInTheCatalogue));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyReadyMadeFileFitsTheSchemaInTheRepository(Path file) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
        Object plain = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));

        assertThat(schema.validate(JSON.valueToTree(plain).toString(), InputFormat.JSON))
                .extracting(Error::toString)
                .isEmpty();
    }

    @Test
    void everyReadyMadeFileNamesTheSchemaBesideIt() throws IOException {
        for (Path file : files()) {
            String firstLine = Files.readAllLines(file).get(0);
            String named = firstLine.replaceFirst("^# yaml-language-server: \\$schema=", "");

            assertThat(file.resolveSibling(named).normalize()).as(firstLine).isEqualTo(SCHEMA.normalize());
        }
    }

    private static void isInTheCatalogue(FaultParameters fault) {
        assertThat(Catalogue.entry(Catalogue.nameOf(fault.getClass()))).isPresent();
    }
}
