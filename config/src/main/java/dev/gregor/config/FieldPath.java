package dev.gregor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a field stands in a record value: names parted by dots, {@code [n]} for one item of an array and {@code [*]} for
 * all of them, as {@code order.lines[*].price}. A backslash makes the next character part of a name.
 */
@Scalar(expected = "a field path as distance, order.lines[0].price or order.lines[*].price")
public record FieldPath(String text) {
    private static final Pattern NEXT =
            Pattern.compile("(?s)(?<name>(?:[^.\\[\\]\\\\]|\\\\.)+)|\\[(?:(?<index>\\d{1,9})|(?<all>\\*))\\]");

    /** Keeps the matching, which calls itself for every character, well within a stack. */
    private static final int LONGEST = 1_000;

    private static final Pattern ESCAPED = Pattern.compile("(?s)\\\\(.)");

    public FieldPath {
        parse(text);
    }

    /** The steps from the root of the value to the field; at least one. */
    public List<Step> steps() {
        return parse(text);
    }

    /** Whether a concrete path, without {@code [*]}, stands at this path or below it. */
    public boolean covers(String concrete) {
        List<Step> wanted = steps();
        List<Step> given = parse(concrete);
        if (given.size() < wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            boolean any = wanted.get(i) instanceof Step.All && given.get(i) instanceof Step.Index;
            if (!any && !wanted.get(i).equals(given.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }

    private static List<Step> parse(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidSetting(
                    "", "a field path has " + text.length() + " characters; expected at most " + LONGEST);
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = NEXT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            boolean first = steps.isEmpty();
            boolean dot = !first && text.charAt(at) == '.';
            matcher.region(dot ? at + 1 : at, text.length());
            if (!matcher.lookingAt() || (!first && dot != (matcher.group("name") != null))) {
                throw InvalidSetting.inText(
                        at,
                        "'" + text + "' is not a field path: unexpected text at character " + (at + 1)
                                + "; expected one as" + " distance, order.lines[0].price or order.lines[*].price");
            }
            steps.add(step(matcher));
            at = matcher.end();
        }
        if (steps.isEmpty()) {
            throw new InvalidSetting("", "a field path is empty; expected one as distance or order.lines[0].price");
        }
        return List.copyOf(steps);
    }

    private static Step step(Matcher matcher) {
        String name = matcher.group("name");
        if (name != null) {
            return new Step.Name(ESCAPED.matcher(name).replaceAll("$1"));
        }
        String index = matcher.group("index");
        return index == null ? new Step.All() : new Step.Index(Integer.parseInt(index));
    }

    /** One step of a path. */
    public sealed interface Step {
        /** Into the field of an object, record or map. */
        record Name(String name) implements Step {}

        /** Into one item of an array, counted from 0. */
        record Index(int index) implements Step {}

        /** Into every item of an array. */
        record All() implements Step {}
    }
}
