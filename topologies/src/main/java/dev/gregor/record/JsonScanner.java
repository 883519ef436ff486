package dev.gregor.record;

import dev.gregor.record.JsonPart.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the spans of a JSON text (RFC 8259), strictly: what Jackson would refuse is refused here. Jackson itself does not keep
 * lexemes and white space, which an untouched field must keep. One pass checks the whole text, and notes what stands in the
 * outermost container; what stands in one further in is found when somebody looks into it.
 */
final class JsonScanner {
    private static final int DEEPEST = 500;

    private static final int NONE = -1;

    private final boolean nonFinite;
    private byte[] source;
    private int at;

    /** The names that lead to the value that is looked for, one object inside the other. */
    private List<String> way = List.of();

    /** At which depth an object may have the next of these names; none while something beside the way is passed over. */
    private int awaited = NONE;

    private int foundStart = NONE;
    private int foundEnd;

    /** A scanner for {@link #find}. */
    JsonScanner() {
        this(new byte[0], false);
    }

    private JsonScanner(byte[] source, boolean nonFinite) {
        this.source = source;
        this.nonFinite = nonFinite;
    }

    /**
     * Scans one JSON value with nothing but white space around it.
     *
     * @throws Skipped if the bytes are not JSON in UTF-8, or nested deeper than 500 levels
     */
    static JsonPart scan(byte[] source) throws Skipped {
        return new JsonScanner(source, false).document();
    }

    /** As {@link #scan}, but for a value that a fault made: it may contain NaN and infinities. */
    static JsonPart scanMade(byte[] source) throws Skipped {
        return new JsonScanner(source, true).document();
    }

    /** Finds the slots of a container inside a text that was scanned before. */
    static void open(JsonPart container) {
        try {
            JsonScanner scanner = new JsonScanner(container.source, true);
            scanner.at = container.start;
            scanner.container(container.kind == Kind.OBJECT, 0, container);
        } catch (Skipped e) {
            throw new IllegalStateException("The text was JSON when it was scanned first", e);
        }
    }

    /**
     * Scans one JSON value, as {@link #scan}, and finds a value in it. Of members of the same name the last one counts.
     *
     * @param names the way to it, at least one
     * @return whether it is there; {@link #foundStart} and {@link #foundEnd} then tell where
     */
    boolean find(byte[] text, List<String> names) throws Skipped {
        source = text;
        at = 0;
        way = names;
        awaited = 0;
        foundStart = NONE;
        skipSpace();
        value(0, null);
        requireEnd();
        return foundStart != NONE;
    }

    int foundStart() {
        return foundStart;
    }

    int foundEnd() {
        return foundEnd;
    }

    private JsonPart document() throws Skipped {
        skipSpace();
        JsonPart root = new JsonPart(Kind.of(peek()), source, at);
        value(0, root);
        root.end = at;
        requireEnd();
        return root;
    }

    private void requireEnd() throws Skipped {
        skipSpace();
        if (at < source.length) {
            throw notJson("text behind the end of the value");
        }
    }

    /** @param outermost is told of the slots, if the value is a container; null where they are passed over */
    private void value(int depth, @Nullable JsonPart outermost) throws Skipped {
        if (depth > DEEPEST) {
            throw notJson("more than " + DEEPEST + " levels");
        }
        switch (peek()) {
            case '{' -> container(true, depth, outermost);
            case '[' -> container(false, depth, outermost);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void container(boolean isObject, int depth, @Nullable JsonPart outermost) throws Skipped {
        char close = isObject ? '}' : ']';
        at++;
        int tailStart = at;
        skipSpace();
        if (peek() != close) {
            tailStart = slots(isObject, close, depth, outermost);
        }
        at++;
        if (outermost != null) {
            outermost.tailStart = tailStart;
        }
    }

    /** Goes up to the closing bracket, and gives back where the last value ends. */
    private int slots(boolean isObject, char close, int depth, @Nullable JsonPart outermost) throws Skipped {
        boolean isOnTheWay = isObject && depth == awaited;
        while (true) {
            int nameStart = at + 1;
            int nameEnd = isObject ? name() : 0;
            int leadEnd = at;
            if (isOnTheWay && JsonPart.isNamed(source, nameStart, nameEnd, way.get(depth))) {
                valueOnTheWay(depth);
            } else {
                value(depth + 1, null);
            }
            int valueEnd = at;
            skipSpace();
            int next = peek();
            if (outermost != null) {
                outermost.note(nameStart, nameEnd, leadEnd, valueEnd, next == close ? valueEnd : at);
            }
            if (next == close) {
                return valueEnd;
            } else if (next != ',') {
                throw notJson("expected ',' or '" + close + "'");
            }
            at++;
            skipSpace();
        }
    }

    /** Passes over a value that has the awaited name, and so hides what was found under that name before. */
    private void valueOnTheWay(int depth) throws Skipped {
        int start = at;
        boolean isLast = depth + 1 == way.size();
        foundStart = NONE;
        awaited = isLast ? NONE : depth + 1;
        value(depth + 1, null);
        awaited = depth;
        if (isLast) {
            foundStart = start;
            foundEnd = at;
        }
    }

    /** Goes on to the value, and gives back where the name ends; its complement if there are escapes in it. */
    private int name() throws Skipped {
        if (peek() != '"') {
            throw notJson("expected a name");
        }
        boolean isEscaped = string();
        int end = at - 1;
        skipSpace();
        if (peek() != ':') {
            throw notJson("expected ':'");
        }
        at++;
        skipSpace();
        return isEscaped ? ~end : end;
    }

    /** Whether there are escapes in the string. */
    private boolean string() throws Skipped {
        boolean isEscaped = false;
        int here = at + 1;
        while (here < source.length) {
            byte b = source[here];
            if (b == '"') {
                at = here + 1;
                return isEscaped;
            } else if (b == '\\') {
                isEscaped = true;
                at = here + 1;
                escape();
                here = at;
            } else if (b >= 0x20) {
                here++;
            } else if (b < 0) {
                here += Utf8.sequenceLength(source, here);
            } else {
                at = here;
                throw notJson("a bare control character in a string");
            }
        }
        at = here;
        throw endsTooEarly();
    }

    private void escape() throws Skipped {
        int c = peek();
        if (c == 'u') {
            for (int i = 1; i <= 4; i++) {
                if (at + i >= source.length || Character.digit(source[at + i], 16) < 0) {
                    throw notJson("an escape without four hexadecimal digits");
                }
            }
            at += 5;
        } else if ("\"\\/bfnrt".indexOf(c) >= 0) {
            at++;
        } else {
            throw notJson("an unknown escape");
        }
    }

    private void word(String word) throws Skipped {
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw notJson("expected " + word);
            }
            at++;
        }
    }

    private void number() throws Skipped {
        if (peek() == '-') {
            at++;
        }
        if (nonFinite && (peek() == 'N' || peek() == 'I')) {
            word(peek() == 'N' ? "NaN" : "Infinity");
            return;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < source.length && source[at] == '.') {
            at++;
            digits();
        }
        if (at < source.length && (source[at] == 'e' || source[at] == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() throws Skipped {
        int here = at;
        while (here < source.length && source[here] >= '0' && source[here] <= '9') {
            here++;
        }
        if (here == at) {
            throw notJson("expected a digit");
        }
        at = here;
    }

    private void skipSpace() {
        while (at < source.length
                && (source[at] == ' ' || source[at] == '\n' || source[at] == '\r' || source[at] == '\t')) {
            at++;
        }
    }

    private int peek() throws Skipped {
        if (at >= source.length) {
            throw endsTooEarly();
        }
        return source[at] & 0xff;
    }

    private Skipped endsTooEarly() {
        return notJson("the text ends too early");
    }

    private Skipped notJson(String what) {
        return new Skipped(SkipReason.UNDECODABLE, "not JSON at byte " + at + ": " + what);
    }
}
