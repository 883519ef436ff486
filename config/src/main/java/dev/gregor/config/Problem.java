package dev.gregor.config;

import java.util.Comparator;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param file the file as the user named it
 * @param line counted from 1; 0 where the whole file is meant
 * @param column counted from 1; 0 where the whole file is meant
 * @param message one line: the setting, the offending value and what was expected
 */
public record Problem(String file, int line, int column, String message) implements Comparable<Problem> {
    private static final int LONGEST = 1_000;
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message);

    public Problem {
        message = message.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
        if (message.length() > LONGEST) {
            message = message.substring(0, LONGEST) + "...";
        }
    }

    /** By file, line and column. */
    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
    }
}
