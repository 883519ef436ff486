package dev.gregor.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a record while its constructor checks it, so that a reader mends all of it at once. */
public final class Checks {
    private final List<InvalidSetting> found = new ArrayList<>();

    /**
     * Notes a problem unless the condition holds.
     *
     * @param path the setting relative to the record, as in {@link InvalidSetting}
     * @param problem what is wrong and what was expected, with the offending value
     */
    public void require(boolean holds, String path, String problem) {
        if (!holds) {
            reject(path, problem);
        }
    }

    /** Notes a problem. */
    public void reject(String path, String problem) {
        found.add(new InvalidSetting(path, problem));
    }

    /** Ends the checks: throws everything that was found as one {@link InvalidSetting}, or does nothing. */
    public void done() {
        if (!found.isEmpty()) {
            throw InvalidSetting.of(found);
        }
    }
}
