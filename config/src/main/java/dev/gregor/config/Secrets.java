package dev.gregor.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values among properties that nobody may see, to keep them out of messages that others word: those of Kafka's clients, of the registry and
 * its client, of the exporter of metrics. User info in a URL is one of them wherever it comes from.
 */
public final class Secrets {
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passphrase|secret|token|credentials|user\\.info|jaas|headers|keystore\\.key|api\\.?key).*");
    private static final Pattern OPTION =
            Pattern.compile("([\\w.]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s;,\"']+))");
    private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/\\s]+(?=@)");
    private static final String HIDDEN = "[hidden]";

    /** Anything shorter stands in messages by chance. */
    private static final int SHORTEST = 4;

    private final List<String> values;

    private Secrets(Set<String> values) {
        // the longest first, so that no part of one is left
        this.values = values.stream()
                .filter(each -> each.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The secrets among properties, told by the names that Kafka, the registry client and Micrometer give them. */
    public static Secrets among(List<Map<String, String>> properties) {
        Set<String> values = new LinkedHashSet<>();
        properties.forEach(each -> each.forEach((name, value) -> {
            if (NAME.matcher(name).matches()) {
                add(value, values);
            }
            Matcher userInfo = USER_INFO.matcher(value);
            while (userInfo.find()) {
                add(userInfo.group(), values);
            }
        }));
        return new Secrets(values);
    }

    private static void add(String value, Set<String> values) {
        values.add(value.strip());
        int colon = value.indexOf(':');
        if (colon >= 0) {
            // user:password
            values.add(value.substring(colon + 1).strip());
        }
        // the options of a login module; the headers that go with metrics
        Matcher option = OPTION.matcher(value);
        while (option.find()) {
            boolean isName = option.group(1).equals("username");
            for (int i = 2; i <= option.groupCount() && !isName; i++) {
                if (option.group(i) != null) {
                    values.add(option.group(i));
                }
            }
        }
    }

    /** A message without any of them. */
    public String hide(String message) {
        String hidden = message;
        for (String each : values) {
            hidden = hidden.replace(each, HIDDEN);
        }
        return USER_INFO.matcher(hidden).replaceAll(HIDDEN);
    }
}
