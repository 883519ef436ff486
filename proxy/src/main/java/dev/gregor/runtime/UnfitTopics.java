package dev.gregor.runtime;

import java.util.List;

/** Thrown where the cluster's topics do not fit the routes: one line for each that does not. */
public final class UnfitTopics extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public UnfitTopics(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
