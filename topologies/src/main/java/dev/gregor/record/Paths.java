package dev.gregor.record;

import dev.gregor.config.FieldPath;
import dev.gregor.config.FieldPath.Step;
import java.util.List;
import java.util.regex.Pattern;

/** Concrete field paths in the syntax of {@link dev.gregor.config.FieldPath}. */
final class Paths {
    private static final Pattern SPECIAL = Pattern.compile("[.\\[\\]\\\\]");

    private Paths() {}

    static String name(String prefix, String name) {
        String escaped = isPlain(name) ? name : SPECIAL.matcher(name).replaceAll("\\\\$0");
        return prefix.isEmpty() ? escaped : prefix + "." + escaped;
    }

    /** Most names are, and a pattern would cost more than all else that is done to find a field. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' || c == '[' || c == ']' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    static String index(String prefix, int index) {
        return prefix + "[" + index + "]";
    }

    /**
     * The name that a path ends with.
     *
     * @throws Skipped if it ends with an index
     */
    static String lastName(FieldPath path) throws Skipped {
        List<Step> steps = path.steps();
        if (steps.get(steps.size() - 1) instanceof Step.Name name) {
            return name.name();
        }
        throw new Skipped(SkipReason.NOT_APPLICABLE, path + " does not end with a name");
    }

    /** The path of a field that stands beside another one. */
    static String sibling(String path, String ownName, String name) {
        String own = name("", ownName);
        String parent = path.substring(0, path.length() - own.length());
        return parent + name("", name);
    }
}
