package dev.gregor.injection;

import dev.gregor.config.GregorConfig;
import dev.gregor.config.Loaded;
import java.util.Map;
import java.util.TreeMap;

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

    /**
     * The revision in which some experiments are switched on or off, whatever their file says.
     *
     * @param switched whether an experiment is on, by its name
     */
    public Revision switched(Map<String, Boolean> switched) {
        Loaded changed = Loaded.switched(config, excerpt, switched);
        String changedId = excerpt.isEmpty() ? id + " with " + new TreeMap<>(switched) : changed.revision();
        return new Revision(changedId, changed.config(), changed.excerpt());
    }
}
