package dev.gregor.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor says at regular steps, so that silence can be told from all being well by those who look.
 *
 * @param step its number, from 0
 * @param at the event time of the last value that it rests on
 * @param alarm whether the monitor has raised an alarm lately
 * @param mean the mean of the values since the last step
 */
record StatusReport(int step, Instant at, boolean alarm, double mean) {
    private static final JsonMapper JSON = new JsonMapper();

    byte[] json() {
        return JSON.createObjectNode()
                .put("monitor", DriftMonitor.NAME)
                .put("step", step)
                .put("at", at.toString())
                .put("state", alarm ? "alarm" : "ok")
                .put("mean", mean)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a report; empty where it lacks what makes it one. */
    static Optional<StatusReport> read(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(value);
            return Optional.of(new StatusReport(
                    root.required("step").intValue(),
                    Instant.parse(root.required("at").textValue()),
                    root.required("state").textValue().equals("alarm"),
                    root.required("mean").doubleValue()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
