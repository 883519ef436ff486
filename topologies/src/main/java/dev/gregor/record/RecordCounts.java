package dev.gregor.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the injection has counted for one experiment on one partition of its raw topic, from the beginning on: an event of the
 * topic {@code <application.id>.counts}. A later event of the same key replaces the earlier one.
 *
 * @param experiment the name of the experiment
 * @param partition the raw partition, written {@code topic-partition}
 * @param seen records of the partition while the experiment was on
 * @param selected of these, the records that the selection chose
 * @param injected how often each fault was injected, by the fault's name
 * @param skipped how many selected records passed untouched, by reason
 * @param held how many of its records are held back now
 * @param lastFault when the last fault was injected; null if none ever was
 * @param stopped since when the experiment is off on this partition, after it was on; null while it is on
 * @param released how many held records were let go because it was switched off. Times are those of the instance's wall clock, in epoch
 *     milliseconds
 */
public record RecordCounts(
        String experiment,
        String partition,
        long seen,
        long selected,
        Map<String, Long> injected,
        Map<String, Long> skipped,
        long held,
        @Nullable Long lastFault,
        @Nullable Long stopped,
        long released) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public RecordCounts {
        injected = Collections.unmodifiableMap(new TreeMap<>(injected));
        skipped = Collections.unmodifiableMap(new TreeMap<>(skipped));
    }

    /** The counts of an experiment that was never stopped. */
    public RecordCounts(
            String experiment,
            String partition,
            long seen,
            long selected,
            Map<String, Long> injected,
            Map<String, Long> skipped,
            long held) {
        this(experiment, partition, seen, selected, injected, skipped, held, null, null, 0);
    }

    /** The key of the event: {@code experiment/topic-partition}. */
    public String key() {
        return experiment + "/" + partition;
    }

    /** The event as JSON in UTF-8. The same counts give the same bytes. */
    public byte[] toJson() {
        ObjectNode event = JSON.createObjectNode()
                .put("version", 1)
                .put("experiment", experiment)
                .put("partition", partition)
                .put("seen", seen)
                .put("selected", selected);
        injected.forEach(event.putObject("injected")::put);
        skipped.forEach(event.putObject("skipped")::put);
        event.put("held", held);
        if (lastFault != null) {
            event.put("last-fault", lastFault);
        }
        if (stopped != null) {
            event.put("stopped", stopped);
        }
        if (released != 0) {
            event.put("released", released);
        }
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of names and numbers did not become JSON", e);
        }
    }

    /**
     * Reads an event as {@link #toJson} writes it; unknown fields are passed over.
     *
     * @throws IllegalArgumentException if the bytes are not such an event
     */
    public static RecordCounts fromJson(byte[] json) {
        try {
            JsonNode event = JSON.readTree(json);
            return new RecordCounts(
                    text(event, "experiment"),
                    text(event, "partition"),
                    event.required("seen").longValue(),
                    event.required("selected").longValue(),
                    counts(event.required("injected")),
                    counts(event.required("skipped")),
                    event.path("held").longValue(),
                    time(event.path("last-fault")),
                    time(event.path("stopped")),
                    event.path("released").longValue());
        } catch (IOException e) {
            throw new IllegalArgumentException("An event of the counts topic is not JSON: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode event, String field) {
        JsonNode text = event.required(field);
        if (!text.isTextual()) {
            throw new IllegalArgumentException("An event of the counts topic holds " + text + " under " + field);
        }
        return text.textValue();
    }

    private static @Nullable Long time(JsonNode millis) {
        return millis.isNumber() ? millis.longValue() : null;
    }

    private static Map<String, Long> counts(JsonNode object) {
        Map<String, Long> counts = new TreeMap<>();
        object.properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().longValue()));
        return counts;
    }
}
