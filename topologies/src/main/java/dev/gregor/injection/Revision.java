package dev.gregor.injection;

import dev.gregor.config.GregorConfig;
import dev.gregor.config.Loaded;

/**
 * A configuration in force.
 *
 * @param id what tells it apart from other revisions: a digest of its text
 * @param excerpt the configuration without its application, as YAML, for the ledger; empty where the ledger need not tell
 */
public record Revision(String id, GregorConfig config, String excerpt) {

    public static Revision of(Loaded loaded) {
        return new Revision(loaded.revision(), loaded.config(), loaded.excerpt());
    }
}
