package dev.gregor.config;

import java.util.List;
import java.util.Set;

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
     * A configuration in which some experiments are switched off, whatever their file says. It has a revision of its own, so that the ledger
     * tells from which record on it was so.
     *
     * @param excerpt that of the configuration; empty where nobody asks for it
     * @param names of experiments; those that are not there are passed over
     */
    public static Loaded off(GregorConfig config, String excerpt, Set<String> names) {
        List<Experiment> experiments = config.experiments().stream()
                .map(each -> names.contains(each.name()) ? each.enabledAs(false) : each)
                .toList();
        GregorConfig switched = new GregorConfig(config.version(), config.application(), config.routes(), experiments);
        String text = excerpt.isEmpty() ? "" : Excerpt.off(excerpt, names);
        return new Loaded(switched, ConfigLoader.revision(text), text, "");
    }
}
