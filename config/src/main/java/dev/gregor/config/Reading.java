package dev.gregor.config;

import dev.gregor.config.Environment.Substituted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** One file while it is read: its text, the environment, and the problems so far. */
final class Reading {
    private final String text;
    private final Environment environment;
    private final Problems problems;

    Reading(String text, Environment environment, Problems problems) {
        this.text = text;
        this.environment = environment;
        this.problems = problems;
    }

    /** Notes a problem with the value at a place. */
    void report(Place place, String problem) {
        problems.report(place.start(), place.describe(problem));
    }

    /** Notes a problem with the key of a place. */
    void reportAtKey(Place place, String problem) {
        problems.report(place.key(), place.describe(problem));
    }

    /** Notes that something of another kind is expected, and what stands there instead. */
    void reportKind(Place place, String expected) {
        String given = "a list is given";
        if (place.isNothing()) {
            given = "no value is given";
        } else if (place.node() instanceof ScalarNode scalar) {
            given = place.secret()
                    ? "a value that is not shown is given"
                    : environment.substitute(scalar.getValue()).shown() + " is given";
        } else if (place.node() instanceof MappingNode) {
            given = "a mapping is given";
        }
        report(place, given + "; expected " + expected);
    }

    /**
     * The text of a scalar after substitution; empty where a problem was reported.
     *
     * @param expected for the message, what the setting takes
     */
    Optional<Substituted> text(Place place, String expected) {
        if (!(place.node() instanceof ScalarNode scalar)) {
            reportKind(place, expected);
            return Optional.empty();
        }
        Substituted substituted = environment.substitute(scalar.getValue());
        if (!substituted.problem().isEmpty()) {
            report(place, place.secret() ? substituted.problemAlone() : substituted.problem());
            return Optional.empty();
        } else if (scalar.isPlain() && Place.isNothing(substituted.text())) {
            report(place, "no value is given; expected " + expected);
            return Optional.empty();
        }
        return Optional.of(substituted);
    }

    /** Whether a setting is left out: its value is empty, or becomes so by substitution without quotes. */
    boolean isLeftOut(Place place) {
        if (!(place.node() instanceof ScalarNode scalar) || !scalar.isPlain()) {
            return false;
        }
        Substituted substituted = environment.substitute(scalar.getValue());
        return substituted.problem().isEmpty() && Place.isNothing(substituted.text());
    }

    /**
     * Notes what the constructor of a record found, at the settings that it names.
     *
     * @param expected what is expected of the value at the place itself, for a value that must not be shown
     */
    void reject(Place place, InvalidSetting thrown, String expected) {
        for (InvalidSetting problem : thrown.all()) {
            Place.Found found = place.find(problem.path());
            Place target = found.place();
            if (!found.exact()) {
                String path = place.below(problem.path());
                problems.report(target.key(), path + ": " + problem.problem());
            } else if (isSecret(target)) {
                report(target, shown(target) + " does not fit; expected " + expectation(problem, expected));
            } else {
                problems.report(startOf(target, problem.offset()), target.describe(problem.problem()));
            }
        }
    }

    private boolean isSecret(Place place) {
        return place.node() instanceof ScalarNode scalar
                && environment.substitute(scalar.getValue()).isSecret();
    }

    private String shown(Place place) {
        return place.node() instanceof ScalarNode scalar
                ? environment.substitute(scalar.getValue()).shown()
                : "the value";
    }

    private static String expectation(InvalidSetting problem, String expected) {
        String told = problem.problem();
        int from = told.lastIndexOf("; expected ");
        int to = told.lastIndexOf("; did you mean"); // a near miss would tell half of the secret
        return from < 0 || problem.path().isEmpty()
                ? expected
                : told.substring(from + 11, to > from ? to : told.length());
    }

    /** The mark so many characters into a scalar of one line, where text and value run in step; else its start. */
    private @Nullable Mark startOf(Place place, int offset) {
        Mark start = place.start();
        if (start == null || offset < 0 || !(place.node() instanceof ScalarNode scalar)) {
            return start;
        }
        int quote = scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
        int from = text.offsetByCodePoints(0, Math.min(start.getIndex(), text.codePointCount(0, text.length())));
        boolean inStep = text.startsWith(scalar.getValue(), from + quote);
        if (!inStep || scalar.getValue().contains("\n") || scalar.getValue().contains("${")) {
            return start;
        }
        int column = start.getColumn() + quote + scalar.getValue().codePointCount(0, offset);
        return new Mark(
                start.getName(), start.getIndex(), start.getLine(), column, start.getBuffer(), start.getPointer());
    }
}
