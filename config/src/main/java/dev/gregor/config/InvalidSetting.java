package dev.gregor.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Thrown by the constructor of a configuration record whose settings contradict each other or their range. It names the
 * setting relative to that record, so that the loader can point at line and column.
 */
public final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int WHOLE_TEXT = -1;

    private final String path;
    private final String problem;
    private final int offset;
    private final transient List<InvalidSetting> further;

    /**
     * @param path the setting relative to the record, as {@code window} or {@code experiments[2].route}; empty for the record itself
     * @param problem what is wrong and what was expected, with the offending value
     */
    public InvalidSetting(String path, String problem) {
        this(path, problem, WHOLE_TEXT, List.of());
    }

    private InvalidSetting(String path, String problem, int offset, List<InvalidSetting> further) {
        super(path.isEmpty() ? problem : path + ": " + problem);
        this.path = path;
        this.problem = problem;
        this.offset = offset;
        this.further = List.copyOf(further);
    }

    /** A problem inside the text of a setting, so many characters after its start. */
    static InvalidSetting inText(int offset, String problem) {
        return new InvalidSetting("", problem, offset, List.of());
    }

    /** All of at least one problem as one exception. */
    static InvalidSetting of(List<InvalidSetting> found) {
        InvalidSetting first = found.get(0);
        return found.size() == 1
                ? first
                : new InvalidSetting(first.path, first.problem, first.offset, found.subList(1, found.size()));
    }

    public String path() {
        return path;
    }

    public String problem() {
        return problem;
    }

    /** Where in the text of the setting the problem stands, in characters from 0; -1 for the whole of it. */
    int offset() {
        return offset;
    }

    /** Everything that is wrong: this problem and those that were found with it. */
    public List<InvalidSetting> all() {
        if (further.isEmpty()) {
            return List.of(this);
        }
        List<InvalidSetting> all = new ArrayList<>();
        all.add(this);
        all.addAll(further);
        return List.copyOf(all);
    }
}
