package dev.gregor.record;

import java.util.regex.Pattern;

/** Concrete field paths in the syntax of {@link dev.gregor.config.FieldPath}. */
final class Paths {
    private static final Pattern SPECIAL = Pattern.compile("[.\\[\\]\\\\]");

    private Paths() {}

    static String name(String prefix, String name) {
        String escaped = SPECIAL.matcher(name).replaceAll("\\\\$0");
        return prefix.isEmpty() ? escaped : prefix + "." + escaped;
    }

    static String index(String prefix, int index) {
        return prefix + "[" + index + "]";
    }
}
