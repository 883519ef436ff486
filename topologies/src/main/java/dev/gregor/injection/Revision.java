package dev.gregor.injection;

import dev.gregor.config.GregorConfig;
import dev.gregor.config.Loaded;
import java.util.Set;
import java.util.TreeSet;

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

    /** The revision in which these experiments are off as well. */
    public Revision off(Set<String> experiments) {
        Loaded switched = Loaded.off(config, excerpt, experiments);
        String switchedId = excerpt.isEmpty() ? id + " without " + new TreeSet<>(experiments) : switched.revision();
        return new Revision(switchedId, switched.config(), switched.excerpt());
    }
}
