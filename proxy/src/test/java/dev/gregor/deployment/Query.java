package dev.gregor.deployment;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks for, as far as a search for names can tell.
 *
 * @param metrics the labels that are selected by, for each metric, with the one value where only one is meant, and an empty text otherwise
 * @param groupings labels that results are grouped or matched by
 */
record Query(Map<String, Map<String, String>> metrics, Set<String> groupings) {
    /** Labels that Prometheus adds. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

    private static final Pattern METRIC = Pattern.compile("\\b((?:gregor|kafka|jvm)_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!=|!~|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without|ignoring)\\s*\\(([^)]*)\\)");

    static Query of(String expression) {
        Map<String, Map<String, String>> metrics = new TreeMap<>();
        METRIC.matcher(expression).results().forEach(found -> {
            Map<String, String> labels = metrics.computeIfAbsent(found.group(1), name -> new TreeMap<>());
            String selectors = found.group(2) == null ? "" : found.group(2);
            MATCHER.matcher(selectors).results().forEach(label -> {
                if (!OF_PROMETHEUS.contains(label.group(1))) {
                    labels.put(label.group(1), label.group(2).equals("=") ? label.group(3) : "");
                }
            });
        });
        Set<String> groupings = new TreeSet<>();
        GROUPING.matcher(expression)
                .results()
                .map((MatchResult found) -> found.group(1).split("\\s*,\\s*"))
                .forEach(labels -> groupings.addAll(Set.of(labels)));
        Set<String> own = new HashSet<>(groupings);
        own.removeAll(OF_PROMETHEUS);
        return new Query(metrics, own);
    }
}
