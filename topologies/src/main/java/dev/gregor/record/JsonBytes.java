package dev.gregor.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * JSON text in UTF-8 that grows piece by piece, with the escapes that JSON demands and no others. Every hit on a record writes
 * an event, so it goes straight into bytes, without a tree or a string in between.
 */
public final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final ByteSink out;

    /** @param capacity how many bytes are expected */
    public JsonBytes(int capacity) {
        this.out = new ByteSink(capacity);
    }

    /** The value as JSON text, without white space. NaN and infinities are written bare, which is not JSON. */
    public static byte[] of(Value value) {
        return new JsonBytes(32).value(value).toArray();
    }

    /** Appends what is JSON already. */
    public JsonBytes raw(byte[] json) {
        out.write(json);
        return this;
    }

    /** Appends a character of ASCII. */
    public JsonBytes raw(char ascii) {
        out.write((byte) ascii);
        return this;
    }

    public JsonBytes number(long number) {
        out.writeDigits(number);
        return this;
    }

    /** Appends the text in quotes. */
    public JsonBytes text(String text) {
        out.write((byte) '"');
        inQuotes(text);
        out.write((byte) '"');
        return this;
    }

    /** Appends a part of a text whose quotes the caller writes. */
    public JsonBytes inQuotes(String text) {
        int at = out.writePlain(text, 0);
        while (at < text.length()) {
            at = out.writePlain(text, at + special(text, at));
        }
        return this;
    }

    public JsonBytes value(Value value) {
        if (value instanceof Value.Text text) {
            text(text.value());
        } else if (value instanceof Value.Num num) {
            lexeme(num.lexeme());
        } else if (value instanceof Value.Bool bool) {
            lexeme(Boolean.toString(bool.value()));
        } else if (value instanceof Value.Bytes bytes) {
            raw('"').raw(Base64.getEncoder().encode(bytes.value())).raw('"');
        } else if (value instanceof Value.Items items) {
            items(items.values());
        } else if (value instanceof Value.Fields fields) {
            fields(fields.values());
        } else {
            lexeme("null");
        }
        return this;
    }

    public byte[] toArray() {
        return out.toArray();
    }

    private void items(List<Value> items) {
        raw('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                raw(',');
            }
            value(items.get(i));
        }
        raw(']');
    }

    private void fields(Map<String, Value> fields) {
        raw('{');
        boolean isFirst = true;
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            if (!isFirst) {
                raw(',');
            }
            isFirst = false;
            text(field.getKey()).raw(':').value(field.getValue());
        }
        raw('}');
    }

    private void lexeme(String lexeme) {
        int at = out.writePlain(lexeme, 0);
        if (at < lexeme.length()) {
            out.write(lexeme.substring(at).getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Appends a character that does not stand for itself as one byte.
     *
     * @return how many places of the text it takes
     */
    private int special(String text, int at) {
        char c = text.charAt(at);
        if (c == '"' || c == '\\') {
            escape(c);
        } else if (c == '\n') {
            escape('n');
        } else if (c == '\r') {
            escape('r');
        } else if (c == '\t') {
            escape('t');
        } else if (c < 0x20) {
            escapeByNumber(c);
        } else if (!Character.isSurrogate(c)) {
            out.writeCodePoint(c);
        } else if (Character.isSupplementaryCodePoint(text.codePointAt(at))) {
            out.writeCodePoint(text.codePointAt(at));
            return 2;
        } else {
            // A lone surrogate has no UTF-8 form: only its escape keeps it.
            escapeByNumber(c);
        }
        return 1;
    }

    private void escape(char c) {
        raw('\\').raw(c);
    }

    private void escapeByNumber(char c) {
        escape('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.write(HEX[c >> shift & 15]);
        }
    }
}
