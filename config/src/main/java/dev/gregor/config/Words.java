package dev.gregor.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words in messages, and names of Java as words of YAML. */
final class Words {
    private static final Pattern HUMP = Pattern.compile("(?<=.)(?=\\p{Upper})|(?<=\\p{Lower})(?=\\d$)");

    private static final int LONGEST = 200;

    private Words() {}

    /** {@code a, b or c}. */
    static String or(Collection<String> words) {
        List<String> list = List.copyOf(words);
        int last = list.size() - 1;
        return last < 1 ? String.join("", list) : String.join(", ", list.subList(0, last)) + " or " + list.get(last);
    }

    /** The text for a message: its beginning, if it is long. */
    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** The name of a component or type in kebab case: {@code schemaRegistry} is {@code schema-registry}, {@code control2} is {@code control-2}. */
    static String kebab(String name) {
        String word = name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
        return HUMP.matcher(word).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
