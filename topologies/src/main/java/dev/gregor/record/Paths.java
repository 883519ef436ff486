package dev.gregor.record;

/** Concrete field paths in the syntax of {@link dev.gregor.config.FieldPath}. */
final class Paths {
    private Paths() {}

    static String name(String prefix, String name) {
        String escaped = name.replaceAll("[.\\[\\]\\\\]", "\\\\$0");
        return prefix.isEmpty() ? escaped : prefix + "." + escaped;
    }

    static String index(String prefix, int index) {
        return prefix + "[" + index + "]";
    }
}
