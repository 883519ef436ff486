package dev.gregor.divergence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.measure.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * A number of an experiment has changed: an event of the topic {@code <application.id>.divergence}. A later event of the same
 * experiment, window, output, measure and arm replaces the earlier one.
 *
 * @param window the window, or null for the whole run
 * @param segment the segment, or null for all of them
 */
public record DivergenceEvent(
        String experiment,
        @Nullable Window window,
        @Nullable String segment,
        Estimate estimate) implements Event {

    @Override
    public byte[] toJson() {
        ObjectNode event = EventJson.begin(experiment);
        if (window == null) {
            event.putNull("window");
        } else {
            event.putObject("window").put("start", window.start()).put("end", window.end());
        }
        EventJson.putSubject(event, estimate);
        event.put("segment", segment);
        EventJson.putNumbers(event, estimate);
        return EventJson.toBytes(event);
    }

    /**
     * Reads an event as {@link #toJson} writes it; unknown fields are passed over. Bounds that are not known come back as
     * infinite, a value that is not known as NaN.
     *
     * @throws IllegalArgumentException if the bytes are not such an event
     */
    public static DivergenceEvent fromJson(byte[] json) {
        JsonNode event = EventJson.read(json);
        JsonNode window = event.required("window");
        return new DivergenceEvent(
                EventJson.text(event, "experiment"),
                window.isNull()
                        ? null
                        : new Window(
                                window.required("start").longValue(),
                                window.required("end").longValue()),
                event.path("segment").textValue(),
                EventJson.estimate(event));
    }
}
