package dev.gregor.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An example that a model is trained on: a flight with its label. In a training topic the label is an object of its own, which a join
 * has put beside the features: {@code "label": {"delay": 12, "late": false}}.
 *
 * @param flight the features; its delay, which later flights from the same origin look back at, is that of the label
 * @param late the label of the classification
 */
record TrainingRow(Observation flight, boolean late) {
    private static final JsonMapper JSON = new JsonMapper();

    static TrainingRow of(Flight flight) {
        return new TrainingRow(Observation.of(flight), flight.late());
    }

    /** The label of the regression, in minutes. */
    double delay() {
        return flight.delay();
    }

    /** How a flight that has landed stands in the training topic. */
    static byte[] write(Flight flight) {
        return ("{\"date\":\"" + Flight.DATE.format(flight.date()) + "\",\"distance\":" + flight.distance()
                        + ",\"origin\":\"" + flight.origin() + "\",\"destination\":\"" + flight.destination()
                        + "\",\"label\":{\"delay\":" + flight.delay() + ",\"late\":" + flight.late() + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads as leniently as a training job in pandas would: features may be missing, but a row without both labels is of no use.
     *
     * @return empty where the value is no JSON object or lacks a label
     */
    static Optional<TrainingRow> read(byte @Nullable [] value) {
        Optional<Observation> features = Observation.read(value);
        if (value == null || features.isEmpty()) {
            return Optional.empty();
        }
        JsonNode label = label(value);
        double delay = Observation.number(label.path("delay"));
        Boolean late = truth(label.path("late"));
        if (Double.isNaN(delay) || late == null) {
            return Optional.empty();
        }
        Observation flight = features.get();
        return Optional.of(
                new TrainingRow(new Observation(flight.hour(), flight.distance(), flight.origin(), delay), late));
    }

    private static JsonNode label(byte[] value) {
        try {
            return JSON.readTree(value).path("label");
        } catch (IOException e) {
            return JSON.missingNode(); // NaN and its like, which this reader refuses: then the label is not known
        }
    }

    private static @Nullable Boolean truth(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return node.doubleValue() != 0;
        }
        return switch (node.asText().strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0" -> Boolean.FALSE;
            default -> null;
        };
    }
}
