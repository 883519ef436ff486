package dev.gregor.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.config.TopicName;
import dev.gregor.record.RawRecord;
import dev.gregor.runtime.LastRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the events of Gregor's own topics one by one, so that a topic may hold as many as it likes. */
final class Events {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LastRecords topics;

    /**
     * An event of a topic.
     *
     * @param writtenAt when it was written, in epoch milliseconds
     */
    record Event(JsonNode json, long writtenAt) {}

    Events(LastRecords topics) {
        this.topics = topics;
    }

    /** All events of a topic, each partition in its order; none where there is no such topic. */
    void each(TopicName topic, Consumer<Event> reader) {
        each(topic, null, reader);
    }

    /** The events of one experiment in a topic that is keyed by experiment. */
    void of(String experiment, TopicName topic, Consumer<JsonNode> reader) {
        each(topic, experiment, event -> {
            if (event.json().path("experiment").asText().equals(experiment)) {
                reader.accept(event.json());
            }
        });
    }

    private void each(TopicName topic, @Nullable String key, Consumer<Event> reader) {
        if (!topics.exists(topic)) {
            return;
        }
        topics.scan(topic, record -> {
            byte[] value = record.value();
            if (value != null && mayHave(key, record)) {
                reader.accept(new Event(json(value, record), record.timestamp()));
            }
            return true;
        });
    }

    /** Whether the key does not speak against it; so most events of other experiments need not be parsed. */
    private static boolean mayHave(@Nullable String key, RawRecord record) {
        return key == null || record.key() == null || new String(record.key(), StandardCharsets.UTF_8).equals(key);
    }

    private static JsonNode json(byte[] value, RawRecord record) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new IllegalStateException(record.id() + " is no event of Gregor's: " + e.getMessage(), e);
        }
    }
}
