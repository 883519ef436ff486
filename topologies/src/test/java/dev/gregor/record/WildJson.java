package dev.gregor.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random JSON text as no reasonable program would write it: white space anywhere, needless escapes, odd numbers, empty
 * containers, names with dots and brackets. It remembers where each addressable value stands.
 */
final class WildJson {
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "-0.0",
        "1e5",
        "1E+5",
        "12.50",
        "-3.0e-2",
        "0.1",
        "9007199254740993",
        "123456789012345678901234567890",
        "1e-7"
    };
    private static final String[] NAMES = {
        "a", "b", "distance", "a.b", "[0]", "x]", "back\\slash", "quo\"te", "ünï", "\uD83D\uDE80", "tab\t", "any"
    };
    private static final String[] PIECES = {
        "x",
        " ",
        "\\n",
        "\\u00e9",
        "\\\"",
        "\\\\",
        "\\/",
        "é",
        "漢",
        "\uD83D\uDE00",
        "\\ud83d\\ude00",
        "\\ud800",
        "}",
        ",",
        ":",
        "0"
    };

    private final Random random;
    private final boolean namesRepeat;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Spot> spots = new ArrayList<>();

    /** Where a value stands: its path, the first byte of it (with its name), the first of the value, and the byte behind. */
    record Spot(String path, int from, int valueFrom, int to) {}

    private WildJson(long seed, boolean namesRepeat) {
        this.random = new Random(seed);
        this.namesRepeat = namesRepeat;
        space();
        value("", 0);
        space();
    }

    /** A text in which every name stands once in its object. */
    static WildJson of(long seed) {
        return new WildJson(seed, false);
    }

    /** A text in which names may stand more than once. */
    static WildJson repeating(long seed) {
        return new WildJson(seed, true);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    List<Spot> spots() {
        return spots;
    }

    private void value(String path, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : depth > 4 ? 5 : 9);
        if ((depth == 0 && kind > 0) || kind > 6) {
            object(path, depth);
        } else if (depth == 0 || kind > 4) {
            array(path, depth);
        } else if (kind == 0) {
            text(PIECES[random.nextInt(PIECES.length)] + PIECES[random.nextInt(PIECES.length)]);
        } else if (kind == 1) {
            write(List.of("true", "false", "null", "\"\"").get(random.nextInt(4)));
        } else {
            write(NUMBERS[random.nextInt(NUMBERS.length)]);
        }
    }

    private void object(String path, int depth) {
        write("{");
        space();
        List<String> free = new ArrayList<>(List.of(NAMES));
        for (int left = random.nextInt(5); left > 0; left--) {
            int at = random.nextInt(free.size());
            String name = namesRepeat ? free.get(at) : free.remove(at);
            int from = out.size();
            text(spelled(name));
            space();
            write(":");
            space();
            String step = name.replaceAll("[.\\[\\]\\\\]", "\\\\$0");
            member(path.isEmpty() ? step : path + "." + step, from, depth);
            separate(left);
        }
        write("}");
    }

    private void array(String path, int depth) {
        write("[");
        space();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            member(path + "[" + i + "]", out.size(), depth);
            separate(size - i);
        }
        write("]");
    }

    private void member(String path, int from, int depth) {
        int valueFrom = out.size();
        value(path, depth + 1);
        spots.add(new Spot(path, from, valueFrom, out.size()));
    }

    private void separate(int left) {
        space();
        if (left > 1) {
            write(",");
            space();
        }
    }

    private String spelled(String name) {
        StringBuilder spelled = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean mustEscape = c == '"' || c == '\\' || c < 0x20;
            spelled.append(
                    mustEscape || random.nextInt(10) == 0 ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        // Half a surrogate pair cannot stand bare.
        return name.length() == 2 && Character.isSurrogate(name.charAt(0)) ? name : spelled.toString();
    }

    private void text(String inside) {
        write("\"" + inside + "\"");
    }

    private void space() {
        while (random.nextInt(4) == 0) {
            write(" \t\r\n".substring(random.nextInt(4)).substring(0, 1));
        }
    }

    private void write(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
