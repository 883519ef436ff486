package dev.gregor.config;

import java.util.List;
import java.util.Map;

/**
 * A configuration and where it came from.
 *
 * @param revision the first 12 hex digits of the SHA-256 of the excerpt: instances that differ only in their application, such
 *     as in a folder or a port, have the same revision
 * @param excerpt the same configuration as YAML that needs no environment, and without the application, which may hold
 *     secrets: it can be loaded again
 * @param fileName as the user named it
 */
public record Loaded(GregorConfig config, String revision, String excerpt, String fileName) {

    /**
     * A configuration in which some experiments are switched on or off, whatever their file says. It has a revision of its own, so that the
     * ledger tells from which record on it was so.
     *
     * @param excerpt that of the configuration; empty where nobody asks for it
     * @param switched whether an experiment is on, by its name; names that are not there are passed over
     */
    public static Loaded switched(GregorConfig config, String excerpt, Map<String, Boolean> switched) {
        List<Experiment> experiments = config.experiments().stream()
                .map(each -> each.enabledAs(switched.getOrDefault(each.name(), each.enabled())))
                .toList();
        GregorConfig changed = new GregorConfig(config.version(), config.application(), config.routes(), experiments);
        String text = excerpt.isEmpty() ? "" : Excerpt.switched(excerpt, switched);
        return new Loaded(changed, ConfigLoader.revision(text), text, "");
    }
}
