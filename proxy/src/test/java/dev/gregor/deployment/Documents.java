package dev.gregor.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files under {@code docker/}, which no Java code reads. */
final class Documents {
    static final Path DOCKER = Path.of("../docker");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Documents() {}

    static String text(String file) {
        try {
            return Files.readString(DOCKER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files of a folder whose names end so, in the order of their names. */
    static List<Path> files(String folder, String suffix) {
        try (Stream<Path> all = Files.walk(DOCKER.resolve(folder))) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a YAML file. A key that is there twice is an error. */
    static List<JsonNode> yaml(String file) {
        List<JsonNode> documents = new ArrayList<>();
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        for (Object document : new Load(settings).loadAllFromString(text(file))) {
            documents.add(JSON.valueToTree(document));
        }
        return documents;
    }

    static JsonNode json(String file) {
        try {
            return JSON.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
