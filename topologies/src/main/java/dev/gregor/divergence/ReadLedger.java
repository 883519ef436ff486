package dev.gregor.divergence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.record.RecordId;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First step for the ledger: sends each fault that reached a record on under the id of that record, to every comparison whose
 * outputs come from the record's topic and are paired by that id.
 */
final class ReadLedger extends ContextualProcessor<byte[], byte[], byte[], Arrival> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadLedger.class);

    private final CurrentComparisons current;

    ReadLedger(CurrentComparisons current) {
        this.current = current;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            JsonNode event = EventJson.read(record.value());
            if (is(event, "type", "fault") && is(event, "mode", "live")) {
                send(
                        RecordId.parse(event.required("id").asText()),
                        event.required("experiment").asText(),
                        event.path("timestamp").asLong(record.timestamp()));
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("An event of the ledger was passed over, since it cannot be read: {}", e.getMessage());
        }
    }

    private void send(RecordId id, String experiment, long timestamp) {
        for (Comparison comparison : current.get().all()) {
            if (comparison.asksTheLedger() && comparison.sources().contains(id.topic())) {
                context().forward(new Record<>(id.toBytes(), new Mark(comparison.id(), experiment), timestamp));
            }
        }
    }

    private static boolean is(JsonNode event, String field, String word) {
        return event.path(field).asText().equals(word);
    }
}
