package dev.gregor.config;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown for a configuration file that cannot be used, with everything that is wrong with it. */
public final class InvalidConfig extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidConfig(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At least one problem, by line and column. */
    public List<Problem> problems() {
        return problems;
    }
}
