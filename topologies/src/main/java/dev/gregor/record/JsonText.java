package dev.gregor.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** JSON text of values: strings out of their escapes and into them. */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** The value as JSON text, without white space. NaN and infinities are written bare, which is not JSON. */
    public static String of(Value value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, Value value) {
        if (value instanceof Value.Text text) {
            quote(out, text.value());
        } else if (value instanceof Value.Num num) {
            out.append(num.lexeme());
        } else if (value instanceof Value.Bool bool) {
            out.append(bool.value());
        } else if (value instanceof Value.Bytes bytes) {
            quote(out, Base64.getEncoder().encodeToString(bytes.value()));
        } else if (value instanceof Value.Items items) {
            String separator = "";
            out.append('[');
            for (Value item : items.values()) {
                out.append(separator);
                append(out, item);
                separator = ",";
            }
            out.append(']');
        } else if (value instanceof Value.Fields fields) {
            String separator = "";
            out.append('{');
            for (Map.Entry<String, Value> field : fields.values().entrySet()) {
                out.append(separator);
                quote(out, field.getKey());
                out.append(':');
                append(out, field.getValue());
                separator = ",";
            }
            out.append('}');
        } else {
            out.append("null");
        }
    }

    /** Appends the text in quotes, with the escapes that JSON demands and no others. */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\r') {
                out.append("\\r");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (c < 0x20 || (Character.isSurrogate(c) && !pairsUp(text, i))) {
                // A lone surrogate has no UTF-8 form: only its escape keeps it.
                out.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt(c >> 8 & 15));
                out.append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean pairsUp(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** The text between the quotes of a string that was found to be valid. */
    static String unescape(byte[] source, int from, int to) {
        String raw = new String(source, from, to - from, StandardCharsets.UTF_8);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            switch (escape) {
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    out.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> out.append(escape);
            }
        }
        return out.toString();
    }
}
