package dev.gregor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a field stands in a record value: names parted by dots, {@code [n]} for one item of an array and {@code [*]} for
 * all of them, as {@code order.lines[*].price}. A backslash makes the next character part of a name.
 */
@Scalar(expected = "a field path as distance, order.lines[0].price or order.lines[*].price")
public record FieldPath(String text) {
    private static final Pattern ITEM = Pattern.compile("\\d{1,9}|\\*");

    /** No field that is meant has a longer path, and messages stay readable. Paths of what a record holds have no bound. */
    private static final int LONGEST = 1_000;

    private static final Pattern ESCAPED = Pattern.compile("(?s)\\\\(.)");

    private static final Pattern SPECIAL = Pattern.compile("[.\\[\\]\\\\]");

    public FieldPath {
        if (text.length() > LONGEST) {
            throw new InvalidSetting(
                    "", "a field path has " + text.length() + " characters; expected at most " + LONGEST);
        }
        parse(text);
    }

    /** The path of a field of the top level, whatever characters its name has. */
    public static FieldPath ofName(String name) {
        return new FieldPath(SPECIAL.matcher(name).replaceAll("\\\\$0"));
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

    /** By hand rather than by a pattern, since this runs for each field of each record. */
    private static List<Step> parse(String text) {
        if (isOneName(text)) {
            return List.of(new Step.Name(text));
        }
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            boolean first = steps.isEmpty();
            boolean dot = !first && text.charAt(at) == '.';
            int from = dot ? at + 1 : at;
            int end = endOfStep(text, from);
            boolean name = end > from && text.charAt(from) != '[';
            if (end == from || (!first && dot != name)) {
                throw InvalidSetting.inText(
                        at,
                        "'" + text + "' is not a field path: unexpected text at character " + (at + 1)
                                + "; expected one as" + " distance, order.lines[0].price or order.lines[*].price");
            }
            steps.add(step(text.substring(from, end)));
            at = end;
        }
        if (steps.isEmpty()) {
            throw new InvalidSetting("", "a field path is empty; expected one as distance or order.lines[0].price");
        }
        return List.copyOf(steps);
    }

    private static boolean isOneName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' || c == '[' || c == ']' || c == '\\') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Where the step that begins here ends; here, if none begins. */
    private static int endOfStep(String text, int from) {
        if (from < text.length() && text.charAt(from) == '[') {
            int close = text.indexOf(']', from);
            return close > 0 && ITEM.matcher(text.substring(from + 1, close)).matches() ? close + 1 : from;
        }
        int at = from;
        while (at < text.length() && ".[]".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) != '\\') {
                at++;
            } else if (at + 1 < text.length()) {
                at += 2;
            } else {
                break;
            }
        }
        return at;
    }

    private static Step step(String text) {
        if (text.startsWith("[")) {
            String item = text.substring(1, text.length() - 1);
            return item.equals("*") ? new Step.All() : new Step.Index(Integer.parseInt(item));
        }
        return new Step.Name(
                text.indexOf('\\') < 0 ? text : ESCAPED.matcher(text).replaceAll("$1"));
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
