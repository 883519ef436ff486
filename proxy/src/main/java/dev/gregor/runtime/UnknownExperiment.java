package dev.gregor.runtime;

import java.util.List;

/** Thrown where an experiment is named that the configuration does not have; the message lists those that it has. */
public final class UnknownExperiment extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is known.
     *
     * @param known the names that there are
     */
    public UnknownExperiment(String name, List<String> known) {
        super("'" + name + "' is not an experiment of this configuration; expected "
                + (known.isEmpty() ? "one, but it has none" : String.join(", ", known)));
    }
}
