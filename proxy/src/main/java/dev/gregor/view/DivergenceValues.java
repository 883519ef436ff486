package dev.gregor.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last values of the divergence of one experiment: those of the run, and those of its latest windows. Not safe for threads. */
final class DivergenceValues {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> ofRun = new LinkedHashMap<>();

    /** As bytes: a tree takes some five times as much memory, and hardly any is ever asked for. */
    private final TreeMap<Long, Map<String, byte[]>> ofWindows = new TreeMap<>();

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

    /**
     * Keeps a value.
     *
     * @param json the event as it was read
     * @param most how many values of windows are kept at the most, but for those of the latest window
     */
    void put(String key, JsonNode event, byte[] json, int most) {
        JsonNode start = event.path("window").path("start");
        if (!start.isNumber()) {
            ofRun.put(key, event);
        } else if (ofWindows
                        .computeIfAbsent(start.asLong(), each -> new LinkedHashMap<>())
                        .put(key, json)
                == null) {
            size++;
        }
        while (size > most && ofWindows.size() > 1) {
            size -= ofWindows.pollFirstEntry().getValue().size();
        }
    }

    /** Those of the run first, then by window. */
    List<JsonNode> all() {
        List<JsonNode> all = new ArrayList<>(ofRun.values());
        ofWindows.values().forEach(values -> values.values().forEach(json -> all.add(parsed(json))));
        return all;
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("What was JSON when it was kept is none any more", e);
        }
    }

    List<JsonNode> run() {
        return List.copyOf(ofRun.values());
    }

    /** When the latest window ends, in epoch milliseconds of event time; 0 without any. */
    long latestEnd() {
        return ofWindows.isEmpty()
                ? 0
                : parsed(ofWindows.lastEntry().getValue().values().iterator().next())
                        .path("window")
                        .path("end")
                        .asLong();
    }
}
