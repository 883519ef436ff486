package dev.gregor.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a running Gregor answered at {@code /metrics}: the labels of each sample, by the metric's name. */
record Exposition(Map<String, List<Map<String, String>>> samples) {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Exposition of(String text) {
        Map<String, List<Map<String, String>>> samples = new HashMap<>();
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            Map<String, String> labels = new HashMap<>();
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            }
            samples.computeIfAbsent(sample.group(1), name -> new ArrayList<>()).add(labels);
        }
        return new Exposition(samples);
    }

    /** Why it cannot answer a query, or an empty list. */
    List<String> gaps(Query query) {
        List<String> gaps = new ArrayList<>();
        query.metrics().forEach((name, wanted) -> {
            List<Map<String, String>> found = samples.getOrDefault(name, List.of());
            if (found.isEmpty()) {
                gaps.add("there is no metric " + name);
            } else if (found.stream().noneMatch(labels -> fits(labels, wanted))) {
                gaps.add("no sample of " + name + " has the labels " + wanted + "; they have " + labelsOf(found));
            }
            query.groupings().stream()
                    .filter(label -> found.stream().noneMatch(labels -> labels.containsKey(label)))
                    .forEach(label -> gaps.add(name + " has no label " + label));
        });
        return gaps;
    }

    private static boolean fits(Map<String, String> labels, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(each -> labels.containsKey(each.getKey())
                        && (each.getValue().isEmpty() || each.getValue().equals(labels.get(each.getKey()))));
    }

    private static Set<String> labelsOf(List<Map<String, String>> found) {
        return found.stream().flatMap(labels -> labels.keySet().stream()).collect(Collectors.toSet());
    }
}
