package dev.gregor.cli;

import dev.gregor.config.InvalidConfig;
import dev.gregor.config.Loaded;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The ready-made experiments that come with Gregor, the files of {@code config/experiments}. */
final class ReadyExperiments {
    private ReadyExperiments() {}

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
