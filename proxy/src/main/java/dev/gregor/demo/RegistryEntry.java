package dev.gregor.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the model registry, as a serving app reads it: it takes what it finds, and does without what is missing.
 *
 * @param version the version that is to serve; null when missing
 * @param threshold the probability from which a flight is flagged; NaN when missing
 * @param meanDelay stands in for an airport that was never seen, in minutes; NaN when missing
 */
record RegistryEntry(@Nullable String version, double threshold, double meanDelay) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> FEATURES = List.of("hour", "distance", "recent_delay");

    /** What a training job writes. */
    static byte[] write(String version, LocalDate trainedUntil, DelayModel model) {
        ObjectNode entry = JSON.createObjectNode()
                .put("model", "delay")
                .put("version", version)
                .put("stage", "production")
                .put("trained_until", trainedUntil.toString());
        ObjectNode metadata = entry.putObject("metadata")
                .put("threshold", model.threshold())
                .put("mean_delay", model.meanDelay())
                .put("unit", "minutes");
        ArrayNode features = metadata.putArray("features");
        FEATURES.forEach(features::add);
        return entry.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads an entry; empty where it is not a JSON object. */
    static Optional<RegistryEntry> read(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(value);
            return root.isObject() ? Optional.of(of(root)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static RegistryEntry of(JsonNode root) {
        JsonNode version = root.path("version");
        JsonNode metadata = root.path("metadata");
        return new RegistryEntry(
                version.isTextual() ? version.textValue() : null,
                Observation.number(metadata.path("threshold")),
                Observation.number(metadata.path("mean_delay")));
    }
}
