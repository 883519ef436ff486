package dev.gregor.divergence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Word;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The parts that the events share, as JSON and back. */
final class EventJson {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventJson() {}

    static ObjectNode begin(String experiment) {
        return JSON.createObjectNode().put("version", VERSION).put("experiment", experiment);
    }

    static byte[] toBytes(ObjectNode event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of names and numbers did not become JSON", e);
        }
    }

    static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("An event is not JSON: " + e.getMessage(), e);
        }
    }

    /**
     * The text of a field.
     *
     * @throws IllegalArgumentException if there is none
     */
    static String text(JsonNode event, String field) {
        JsonNode text = event.required(field);
        if (!text.isTextual()) {
            throw new IllegalArgumentException(
                    "An event holds " + text + " under " + field + " where a text was expected");
        }
        return text.textValue();
    }

    /** Puts what an estimate is of. */
    static void putSubject(ObjectNode node, Estimate estimate) {
        node.put("output", estimate.output())
                .put("measure", estimate.measure().word())
                .put("arm", estimate.arm().word());
    }

    /** Puts the numbers of an estimate; what is not known is null. */
    static void putNumbers(ObjectNode node, Estimate estimate) {
        putFinite(node, "value", estimate.value());
        putFinite(node, "low", estimate.low());
        putFinite(node, "high", estimate.high());
        node.put("n", estimate.n());
    }

    static Estimate estimate(JsonNode node) {
        return new Estimate(
                node.required("output").isNull() ? null : text(node, "output"),
                constant(MeasureName.values(), node.required("measure")),
                constant(Arm.values(), node.required("arm")),
                node.required("value").asDouble(Double.NaN),
                node.required("low").asDouble(Double.NEGATIVE_INFINITY),
                node.required("high").asDouble(Double.POSITIVE_INFINITY),
                node.required("n").longValue());
    }

    static void putCounts(ObjectNode node, String name, Map<String, Long> counts) {
        ObjectNode object = node.putObject(name);
        counts.forEach(object::put);
    }

    static Map<String, Long> counts(JsonNode object) {
        Map<String, Long> counts = new TreeMap<>();
        object.properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().longValue()));
        return counts;
    }

    /**
     * The constant that the text of the node is the word of.
     *
     * @throws IllegalArgumentException if there is none
     */
    static <E extends Word> E constant(E[] constants, JsonNode node) {
        return Arrays.stream(constants)
                .filter(c -> c.word().equals(node.textValue()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("An event holds " + node + " where one of "
                        + Arrays.stream(constants).map(Word::word).toList() + " was expected"));
    }

    static void putFinite(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
