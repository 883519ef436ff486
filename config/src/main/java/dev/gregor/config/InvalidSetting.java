package dev.gregor.config;

/**
 * Thrown by the constructor of a configuration record whose settings contradict each other or their range. It names the
 * setting relative to that record, so that the loader can point at line and column.
 */
public final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    /**
     * @param path the setting relative to the record, as {@code window} or {@code experiments[2].route}; empty for the record itself
     * @param problem what is wrong and what was expected, with the offending value
     */
    public InvalidSetting(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem);
        this.path = path;
        this.problem = problem;
    }

    public String path() {
        return path;
    }

    public String problem() {
        return problem;
    }
}
