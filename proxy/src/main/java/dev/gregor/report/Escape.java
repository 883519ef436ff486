package dev.gregor.report;

/**
 * Makes any text harmless in HTML and XML, in content and in quoted attributes. Characters that cannot be seen but change how
 * the text around them is read (controls, direction marks, halves of a pair) are shown by their number instead.
 */
final class Escape {
    private Escape() {}

    static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\n', '\t' -> out.append((char) c);
            default -> {
                if (isSeen(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(String.format("\\u%04X", c));
                }
            }
        }
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
            case Character.FORMAT -> c == 0x200C || c == 0x200D;
            default -> true;
        };
    }
}
