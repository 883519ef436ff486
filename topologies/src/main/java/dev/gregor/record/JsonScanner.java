package dev.gregor.record;

import dev.gregor.record.JsonPart.Kind;
import dev.gregor.record.JsonPart.Slot;

/**
 * Finds the spans of a JSON text (RFC 8259) in one pass, strictly: what Jackson would refuse is refused here. Jackson
 * itself does not keep lexemes and white space, which an untouched field must keep.
 */
final class JsonScanner {
    private static final int DEEPEST = 500;

    private final byte[] source;
    private final boolean nonFinite;
    private int at;

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

    private JsonPart document() throws Skipped {
        skipSpace();
        JsonPart root = value(0);
        skipSpace();
        if (at < source.length) {
            throw notJson("text behind the end of the value");
        }
        return root;
    }

    private JsonPart value(int depth) throws Skipped {
        if (depth > DEEPEST) {
            throw notJson("more than " + DEEPEST + " levels");
        }
        return switch (peek()) {
            case '{' -> container(Kind.OBJECT, '}', depth);
            case '[' -> container(Kind.ARRAY, ']', depth);
            case '"' -> string();
            case 't' -> word(Kind.TRUE, "true");
            case 'f' -> word(Kind.FALSE, "false");
            case 'n' -> word(Kind.NULL, "null");
            default -> number();
        };
    }

    private JsonPart container(Kind kind, char close, int depth) throws Skipped {
        JsonPart part = new JsonPart(kind, source, at++);
        int leadStart = at;
        skipSpace();
        if (peek() == close) {
            part.tailStart = leadStart;
            part.end = ++at;
            return part;
        }
        while (true) {
            part.slotsOrNone().add(slot(part, leadStart, depth));
            int next = peek();
            if (next == close) {
                Slot last = part.slotsOrNone().get(part.slotsOrNone().size() - 1);
                part.tailStart = last.valueEnd;
                last.trailEnd = last.valueEnd;
                part.end = ++at;
                return part;
            } else if (next != ',') {
                throw notJson("expected ',' or '" + close + "'");
            }
            leadStart = ++at;
            skipSpace();
        }
    }

    private Slot slot(JsonPart container, int leadStart, int depth) throws Skipped {
        int nameStart = 0;
        int nameEnd = 0;
        if (container.kind == Kind.OBJECT) {
            if (peek() != '"') {
                throw notJson("expected a name");
            }
            JsonPart name = string();
            nameStart = name.start + 1;
            nameEnd = name.end - 1;
            skipSpace();
            if (peek() != ':') {
                throw notJson("expected ':'");
            }
            at++;
            skipSpace();
        }
        int leadEnd = at;
        JsonPart value = value(depth + 1);
        value.parent = container;
        Slot slot = new Slot(container, leadStart, value);
        slot.nameStart = nameStart;
        slot.nameEnd = nameEnd;
        slot.nameEscaped = hasEscape(nameStart, nameEnd);
        slot.leadEnd = leadEnd;
        slot.valueEnd = value.end;
        skipSpace();
        slot.trailEnd = at;
        return slot;
    }

    private boolean hasEscape(int from, int to) {
        for (int i = from; i < to; i++) {
            if (source[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private JsonPart string() throws Skipped {
        JsonPart part = new JsonPart(Kind.TEXT, source, at++);
        while (true) {
            int c = peek();
            if (c == '"') {
                part.end = ++at;
                return part;
            } else if (c == '\\') {
                at++;
                escape();
            } else if (c < 0x20) {
                throw notJson("a bare control character in a string");
            } else if (c < 0x80) {
                at++;
            } else {
                at += Utf8.sequenceLength(source, at);
            }
        }
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

    private JsonPart word(Kind kind, String word) throws Skipped {
        JsonPart part = new JsonPart(kind, source, at);
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw notJson("expected " + word);
            }
            at++;
        }
        part.end = at;
        return part;
    }

    private JsonPart number() throws Skipped {
        JsonPart part = new JsonPart(Kind.NUMBER, source, at);
        if (peek() == '-') {
            at++;
        }
        if (nonFinite && (peek() == 'N' || peek() == 'I')) {
            word(Kind.NUMBER, peek() == 'N' ? "NaN" : "Infinity");
            part.end = at;
            return part;
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
        part.end = at;
        return part;
    }

    private void digits() throws Skipped {
        int from = at;
        while (at < source.length && source[at] >= '0' && source[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw notJson("expected a digit");
        }
    }

    private void skipSpace() {
        while (at < source.length
                && (source[at] == ' ' || source[at] == '\n' || source[at] == '\r' || source[at] == '\t')) {
            at++;
        }
    }

    private int peek() throws Skipped {
        if (at >= source.length) {
            throw notJson("the text ends too early");
        }
        return source[at] & 0xff;
    }

    private Skipped notJson(String what) {
        return new Skipped(SkipReason.UNDECODABLE, "not JSON at byte " + at + ": " + what);
    }
}
