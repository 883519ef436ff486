package dev.gregor.cli;

import dev.gregor.config.ConfigLoader;
import dev.gregor.fault.Catalogue;

/** The loader of configuration files, with the faults of the catalogue and the environment of this process. */
final class ConfigFiles {
    private ConfigFiles() {}

    static ConfigLoader loader() {
        return new ConfigLoader(Catalogue.types(), System.getenv());
    }
}
