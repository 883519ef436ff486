package dev.gregor.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last values of the divergence of one experiment: those of the run, and those of its latest windows. Not safe for threads. */
final class DivergenceValues {
    /** Enough for a chart, and some ten megabytes at most. */
    private static final int MOST = 20_000;

    private final Map<String, JsonNode> ofRun = new LinkedHashMap<>();
    private final TreeMap<Long, Map<String, JsonNode>> ofWindows = new TreeMap<>();
    private int size;

    /**
     * What tells one value from another: a later event with the same key replaces the earlier one.
     *
     * @param event of the divergence topic
     */
    static String key(JsonNode event) {
        return String.join(
                "\0",
                event.path("window").path("start").asText(),
                event.path("output").asText(),
                event.path("measure").asText(),
                event.path("arm").asText(),
                event.path("segment").asText());
    }

    void put(String key, JsonNode event) {
        JsonNode start = event.path("window").path("start");
        Map<String, JsonNode> values =
                start.isNumber() ? ofWindows.computeIfAbsent(start.asLong(), each -> new LinkedHashMap<>()) : ofRun;
        if (values.put(key, event) == null) {
            size++;
        }
        while (size > MOST && ofWindows.size() > 1) {
            size -= ofWindows.pollFirstEntry().getValue().size();
        }
    }

    /** Those of the run first, then by window. */
    List<JsonNode> all() {
        List<JsonNode> all = new ArrayList<>(ofRun.values());
        ofWindows.values().forEach(values -> all.addAll(values.values()));
        return all;
    }

    List<JsonNode> run() {
        return List.copyOf(ofRun.values());
    }

    /** When the latest window ends, in epoch milliseconds of event time; 0 without any. */
    long latestEnd() {
        return ofWindows.isEmpty()
                ? 0
                : ofWindows
                        .lastEntry()
                        .getValue()
                        .values()
                        .iterator()
                        .next()
                        .path("window")
                        .path("end")
                        .asLong();
    }
}
