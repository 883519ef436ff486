package dev.gregor.cli;

import dev.gregor.config.InvalidConfig;
import dev.gregor.config.Loaded;
import dev.gregor.demo.FailureModes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The ready-made experiments that come with Gregor, the files of {@code config/experiments}. */
final class ReadyExperiments {
    private ReadyExperiments() {}

    /**
     * A file of the user's, or else the ready-made experiment of that name.
     *
     * @throws UserMistake if it is neither
     */
    static Loaded find(String fileOrName) throws InvalidConfig {
        Path file = Path.of(fileOrName);
        if (Files.isRegularFile(file)) {
            return ConfigFiles.loader().load(file);
        }
        List<String> names = Stream.concat(
                        Stream.of(FailureModes.CONTROL),
                        FailureModes.lines().stream().map(FailureModes.Line::file))
                .toList();
        if (!names.contains(fileOrName)) {
            throw new UserMistake("--experiment '" + fileOrName + "' is neither a file nor a ready-made experiment;"
                    + " expected a path, or one of " + String.join(", ", names));
        }
        return load(fileOrName);
    }

    static Loaded load(String name) throws InvalidConfig {
        String file = "experiments/" + name + ".yaml";
        try (InputStream in = ReadyExperiments.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing from the jar");
            }
            return ConfigFiles.loader().load(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
