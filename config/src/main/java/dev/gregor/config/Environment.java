package dev.gregor.config;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts environment variables into values: <code>${NAME}</code>, <code>${NAME:-default}</code> for one that is unset or
 * empty; a doubled dollar sign before the brace stands for the characters themselves.
 */
final class Environment {
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$\\$\\{|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<fallback>[^}]*))?\\}|(?<broken>\\$\\{)");

    private static final String BROKEN =
            "has a '${' that is no variable; expected ${NAME}, ${NAME:-default}, or $${ for"
                    + " the characters themselves";

    private final Map<String, String> variables;
    private final Map<String, String> used = new LinkedHashMap<>();

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The raw text with its references replaced. */
    Substituted substitute(String raw) {
        if (!raw.contains("${")) {
            return new Substituted(raw, raw, Set.of(), "");
        }
        StringBuilder text = new StringBuilder();
        Set<String> names = new LinkedHashSet<>();
        String problem = "";
        Matcher matcher = REFERENCE.matcher(raw);
        while (matcher.find()) {
            String name = matcher.group("name");
            String value = matcher.group();
            if (matcher.group("broken") != null) {
                problem = "'" + raw + "' " + BROKEN;
            } else if (name == null) {
                value = "${";
            } else if (isSet(name, matcher.group("fallback") != null)) {
                value = variables.getOrDefault(name, "");
                names.add(name);
                used.put(name, value);
            } else if (matcher.group("fallback") != null) {
                value = matcher.group("fallback");
            } else {
                problem = "the environment variable " + name + " is not set; set it, or write ${" + name + ":-default}";
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return new Substituted(raw, matcher.appendTail(text).toString(), names, problem);
    }

    private boolean isSet(String name, boolean hasFallback) {
        String value = variables.get(name);
        return value != null && !(hasFallback && value.isEmpty());
    }

    /** The message without the value of any variable that was used so far: a password must not reach a log. */
    String redact(String message) {
        String redacted = message;
        for (Map.Entry<String, String> variable : longestFirst()) {
            String replacement = Matcher.quoteReplacement("the value of ${" + variable.getKey() + "}");
            redacted = occurrences(variable.getValue()).matcher(redacted).replaceAll(replacement);
        }
        return redacted;
    }

    private List<Map.Entry<String, String>> longestFirst() {
        return used.entrySet().stream()
                .filter(variable -> !variable.getValue().isBlank())
                .sorted(Comparator.comparingInt(variable -> -variable.getValue().length()))
                .toList();
    }

    /** A short value is replaced only where it stands alone, since messages are full of short words and numbers. */
    private static Pattern occurrences(String value) {
        String literal = Pattern.quote(value);
        return Pattern.compile(
                value.length() > 3 ? "'?" + literal + "'?" : "'" + literal + "'|(?<![\\w.])" + literal + "(?![\\w.])");
    }

    /**
     * A text after substitution.
     *
     * @param raw the text as it stands in the file
     * @param text the text that is meant
     * @param names the variables whose values are part of the text; their values are secrets
     * @param problem what is wrong with a reference, empty if nothing is
     */
    record Substituted(String raw, String text, Set<String> names, String problem) {
        boolean isSecret() {
            return !names.isEmpty();
        }

        /** What is wrong with a reference, without the text that it stands in. */
        String problemAlone() {
            return problem.endsWith(BROKEN) ? BROKEN : problem;
        }

        /** The text for a message: itself, or the variable that it came from. */
        String shown() {
            if (!isSecret()) {
                return "'" + Words.shortened(text) + "'";
            }
            return REFERENCE.matcher(raw).matches()
                    ? "the value of ${" + names.iterator().next() + "}"
                    : "the value of '" + raw + "'";
        }

        @Override
        public String toString() {
            return shown();
        }
    }
}
