package dev.gregor.audit;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.InvalidConfig;
import dev.gregor.config.Loaded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The configurations that were in force: those that the user gives, and those that the ledger tells. */
final class Revisions {
    private final ConfigLoader loader;
    private final Loaded first;
    private final Map<String, GregorConfig> known = new HashMap<>();

    /**
     * Begins with what the user gives.
     *
     * @param given at least one; the first one tells where the cluster and the topics are
     */
    Revisions(ConfigLoader loader, List<Loaded> given) {
        this.loader = loader;
        this.first = given.get(0);
        given.forEach(each -> known.put(each.revision(), each.config()));
    }

    /** Learns what the ledger tells of a revision. */
    void learn(LedgerEntry revision) {
        String text = revision.event().path("configuration").asText();
        if (known.containsKey(revision.revision()) || text.isEmpty()) {
            return;
        }
        try {
            known.put(
                    revision.revision(),
                    loader.load("revision " + revision.revision() + " in the ledger", text)
                            .config());
        } catch (InvalidConfig e) {
            throw new CannotAudit("the ledger's configuration of revision " + revision.revision()
                    + " is not valid for this Gregor; give the file with another --config: " + e.getMessage());
        }
    }

    /** The configuration that is taken for granted where the ledger tells of none. */
    Loaded first() {
        return first;
    }

    /**
     * The configuration of a revision.
     *
     * @throws CannotAudit if nobody told of it
     */
    GregorConfig of(String revision, String from) {
        GregorConfig config = known.get(revision);
        if (config == null) {
            throw new CannotAudit("revision " + revision + ", in force from " + from
                    + " on, is not among the given files and the ledger does not hold it; give its file with another"
                    + " --config");
        }
        return config;
    }
}
