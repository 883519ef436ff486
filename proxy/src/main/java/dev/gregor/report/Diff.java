package dev.gregor.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays a value before and after a fault over each other, field by field. */
final class Diff {
    private static final int LONGEST_VALUE = 240;
    private static final int MOST_LINES = 24;
    private static final int CONTEXT = 3;

    private final List<Line> lines = new ArrayList<>();

    private Diff() {}

    /** The lines of both values in one; long stretches without a change are left out and counted. */
    static List<Line> of(@Nullable JsonNode before, @Nullable JsonNode after) {
        Diff diff = new Diff();
        if (isText(before) && isText(after) && !Objects.equals(before, after)) {
            diff.text(Kind.REMOVED, before);
            diff.text(Kind.ADDED, after);
        } else {
            diff.compare("", "", before, after);
        }
        return diff.lines.size() <= MOST_LINES ? List.copyOf(diff.lines) : diff.shortened();
    }

    /** Whether this is a value that is not JSON, which stands here as text. */
    private static boolean isText(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isTextual();
    }

    private void text(Kind kind, @Nullable JsonNode text) {
        lines.add(Line.of(kind, text == null || text.isNull() ? "no value" : clipped(text.textValue())));
    }

    private void compare(String indent, String name, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null || after == null) {
            if (before == null && after == null) {
                lines.add(Line.of(Kind.SAME, "no value"));
            }
            whole(Kind.REMOVED, indent, name, before);
            whole(Kind.ADDED, indent, name, after);
        } else if (before.equals(after)) {
            whole(Kind.SAME, indent, name, before);
        } else if (before.isObject() && after.isObject()) {
            lines.add(Line.of(Kind.SAME, indent + name + "{"));
            for (String field : fields(before, after)) {
                compare(indent + "  ", quoted(field) + ": ", before.get(field), after.get(field));
            }
            lines.add(Line.of(Kind.SAME, indent + "}"));
        } else if (before.isArray() && after.isArray()) {
            lines.add(Line.of(Kind.SAME, indent + name + "["));
            items(indent + "  ", before, after);
            lines.add(Line.of(Kind.SAME, indent + "]"));
        } else if (before.isContainerNode() || after.isContainerNode()) {
            whole(Kind.REMOVED, indent, name, before);
            whole(Kind.ADDED, indent, name, after);
        } else {
            lines.add(new Line(Kind.CHANGED, indent + name, value(before), value(after)));
        }
    }

    private static Set<String> fields(JsonNode before, JsonNode after) {
        Set<String> fields = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(fields::add);
        after.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    /** Items that both begin and both end with stand as they are; what lies between was changed, or came or went. */
    private void items(String indent, JsonNode before, JsonNode after) {
        int shorter = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        for (int i = 0; i < head; i++) {
            whole(Kind.SAME, indent, "", before.get(i));
        }
        for (int i = head; i < Math.max(before.size(), after.size()) - tail; i++) {
            compare(
                    indent,
                    "",
                    i < before.size() - tail ? before.get(i) : null,
                    i < after.size() - tail ? after.get(i) : null);
        }
        for (int i = before.size() - tail; i < before.size(); i++) {
            whole(Kind.SAME, indent, "", before.get(i));
        }
    }

    private void whole(Kind kind, String indent, String name, @Nullable JsonNode node) {
        if (node == null) {
            return;
        }
        if (node.isEmpty() || !node.isContainerNode()) {
            lines.add(Line.of(kind, indent + name + value(node)));
        } else if (node.isObject()) {
            lines.add(Line.of(kind, indent + name + "{"));
            node.fieldNames().forEachRemaining(f -> whole(kind, indent + "  ", quoted(f) + ": ", node.get(f)));
            lines.add(Line.of(kind, indent + "}"));
        } else {
            lines.add(Line.of(kind, indent + name + "["));
            node.forEach(item -> whole(kind, indent + "  ", "", item));
            lines.add(Line.of(kind, indent + "]"));
        }
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private static String value(JsonNode node) {
        return clipped(node.toString());
    }

    private static String clipped(String text) {
        return text.length() <= LONGEST_VALUE
                ? text
                : text.substring(0, LONGEST_VALUE) + "\u2026 (" + Figures.count(text.length()) + " characters)";
    }

    private List<Line> shortened() {
        List<Line> kept = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (kept.size() < 3 * MOST_LINES && isNearChange(i)) {
                omit(kept, left);
                left = 0;
                kept.add(lines.get(i));
            } else {
                left++;
            }
        }
        omit(kept, left);
        return kept;
    }

    private boolean isNearChange(int index) {
        for (int i = Math.max(0, index - CONTEXT); i <= Math.min(lines.size() - 1, index + CONTEXT); i++) {
            if (lines.get(i).kind != Kind.SAME) {
                return true;
            }
        }
        return index < CONTEXT;
    }

    private static void omit(List<Line> kept, int count) {
        if (count > 0) {
            kept.add(Line.of(Kind.OMITTED, count + (count == 1 ? " line" : " lines")));
        }
    }

    /** What became of a line. */
    enum Kind {
        SAME(" ", ""),
        REMOVED("\u2212", "removed"),
        ADDED("+", "added"),
        CHANGED("~", "changed"),
        OMITTED("\u22ef", "left out");

        /** The sign at the beginning of the line, which says the same as its colour. */
        final String mark;

        /** The sign in words, for a screen reader. */
        final String spoken;

        Kind(String mark, String spoken) {
            this.mark = mark;
            this.spoken = spoken;
        }
    }

    /**
     * One line.
     *
     * @param text the whole line, or where it was changed the part before the value
     * @param before the value before, of a changed line
     * @param after the value after, of a changed line
     */
    record Line(
            Kind kind,
            String text,
            @Nullable String before,
            @Nullable String after) {
        static Line of(Kind kind, String text) {
            return new Line(kind, text, null, null);
        }

        String mark() {
            return kind.mark;
        }

        String spoken() {
            return kind.spoken;
        }

        String style() {
            return kind.name().toLowerCase(Locale.ROOT);
        }

        boolean isChanged() {
            return kind == Kind.CHANGED;
        }
    }
}
