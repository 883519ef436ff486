package dev.gregor.cli;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.InvalidConfig;
import dev.gregor.config.Loaded;
import dev.gregor.fault.Catalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The loader of configuration files, with the faults of the catalogue and the environment of this process. */
final class ConfigFiles {
    private ConfigFiles() {}

    static ConfigLoader loader() {
        return new ConfigLoader(Catalogue.types(), System.getenv());
    }

    /** Loads files, in their order. */
    static List<Loaded> load(List<Path> files) throws InvalidConfig {
        List<Loaded> loaded = new ArrayList<>();
        for (Path each : files) {
            loaded.add(loader().load(each));
        }
        return loaded;
    }
}
