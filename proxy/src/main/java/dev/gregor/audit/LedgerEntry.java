package dev.gregor.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;

/**
 * One event of the ledger.
 *
 * @param writtenAt when it was written, in epoch milliseconds
 * @param bytes the event as it stands in the topic
 */
record LedgerEntry(long writtenAt, byte[] bytes, JsonNode event) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads an event.
     *
     * @throws SerializationException if it is no JSON
     */
    static LedgerEntry of(long writtenAt, byte[] bytes) {
        try {
            return new LedgerEntry(writtenAt, bytes, JSON.readTree(bytes));
        } catch (IOException e) {
            throw new SerializationException("an event of the ledger is no JSON", e);
        }
    }

    String type() {
        return event.path("type").asText();
    }

    /** Whether it tells what became of a record under an experiment. */
    boolean isOutcome() {
        return type().equals("fault") || type().equals("skipped");
    }

    boolean isFault() {
        return type().equals("fault");
    }

    boolean isRevision() {
        return type().equals("revision");
    }

    boolean isRelease() {
        return type().equals("released");
    }

    boolean isLive() {
        return event.path("mode").asText().equals("live");
    }

    String experiment() {
        return event.path("experiment").asText();
    }

    String fault() {
        return event.path("fault").asText();
    }

    String revision() {
        return event.path("revision").asText();
    }

    String reason() {
        return event.path("reason").asText();
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
