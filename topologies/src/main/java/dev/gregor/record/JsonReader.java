package dev.gregor.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads values out of a JSON text that {@link JsonScanner} found to be valid, so that nothing is checked again. */
final class JsonReader {
    private final byte[] source;
    private int at;

    JsonReader(byte[] source, int at) {
        this.source = source;
        this.at = at;
    }

    /** Reads the value that begins here. */
    Value value() {
        return switch (source[at]) {
            case '{' -> fields();
            case '[' -> items();
            case '"' -> new Value.Text(string());
            case 't' -> word(new Value.Bool(true), 4);
            case 'f' -> word(new Value.Bool(false), 5);
            case 'n' -> word(Value.Null.NULL, 4);
            default -> number();
        };
    }

    private Value fields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        at++;
        while (!isAtEnd('}')) {
            String name = string();
            pass(':');
            fields.put(name, value());
        }
        return new Value.Fields(fields);
    }

    private Value items() {
        List<Value> items = new ArrayList<>();
        at++;
        while (!isAtEnd(']')) {
            items.add(value());
        }
        return new Value.Items(items);
    }

    /** Whether the container ends here, behind which the next read begins; else it begins at the next slot. */
    private boolean isAtEnd(char close) {
        skipSpace();
        if (source[at] == ',') {
            pass(',');
        }
        if (source[at] != close) {
            return false;
        }
        at++;
        return true;
    }

    private void pass(char separator) {
        skipSpace();
        if (source[at] == separator) {
            at++;
        }
        skipSpace();
    }

    private void skipSpace() {
        while (at < source.length
                && (source[at] == ' ' || source[at] == '\n' || source[at] == '\r' || source[at] == '\t')) {
            at++;
        }
    }

    private String string() {
        int from = ++at;
        boolean isEscaped = false;
        for (; source[at] != '"'; at++) {
            if (source[at] == '\\') {
                isEscaped = true;
                at++;
            }
        }
        int to = at++;
        return isEscaped
                ? JsonText.unescape(source, from, to)
                : new String(source, from, to - from, StandardCharsets.UTF_8);
    }

    private Value word(Value value, int length) {
        at += length;
        return value;
    }

    private Value number() {
        int from = at;
        while (at < source.length && ",]} \n\r\t".indexOf(source[at]) < 0) {
            at++;
        }
        return new Value.Num(new String(source, from, at - from, StandardCharsets.US_ASCII));
    }
}
