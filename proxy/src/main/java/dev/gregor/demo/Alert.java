package dev.gregor.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A monitor says that its stream has drifted.
 *
 * @param at the event time of the value that it alarmed on
 * @param seen how many values it had seen by then
 * @param before the mean that it was used to
 * @param statistic how far the sum had moved, in the unit of the values
 */
record Alert(Instant at, long seen, double before, double statistic) {
    private static final JsonMapper JSON = new JsonMapper();

    byte[] json() {
        return JSON.createObjectNode()
                .put("monitor", DriftMonitor.NAME)
                .put("at", at.toString())
                .put("seen", seen)
                .put("mean_before", before)
                .put("statistic", statistic)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    static Alert read(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            return new Alert(
                    Instant.parse(root.required("at").textValue()),
                    root.required("seen").longValue(),
                    root.required("mean_before").doubleValue(),
                    root.required("statistic").doubleValue());
        } catch (IOException e) {
            throw new IllegalStateException("the alert topic holds what is no alert: " + e.getMessage(), e);
        }
    }
}
