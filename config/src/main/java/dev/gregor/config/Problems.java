package dev.gregor.config;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Collects the problems of one file, each once, in the order of the file. */
final class Problems {
    /** More than anybody mends in one go. */
    private static final int MOST = 200;

    private final String file;
    private final Environment environment;
    private final SortedSet<Problem> found = new TreeSet<>();

    Problems(String file, Environment environment) {
        this.file = file;
        this.environment = environment;
    }

    /** Notes a problem at a mark; without one the whole file is meant. */
    void report(@Nullable Mark mark, String message) {
        if (mark == null) {
            report(0, 0, message);
        } else {
            report(mark.getLine() + 1, mark.getColumn() + 1, message);
        }
    }

    /** Notes a problem; line and column count from 1. */
    void report(int line, int column, String message) {
        if (found.size() == MOST && isBehind(found.last(), line, column)) {
            return;
        }
        found.add(new Problem(file, line, column, environment.redact(message)));
        if (found.size() > MOST) {
            found.remove(found.last());
        }
    }

    private static boolean isBehind(Problem last, int line, int column) {
        return line > last.line() || (line == last.line() && column > last.column());
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> sorted() {
        return List.copyOf(found);
    }
}
