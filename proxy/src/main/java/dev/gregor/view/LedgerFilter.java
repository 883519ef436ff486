package dev.gregor.view;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the ledger are asked for; what is null does not matter.
 *
 * @param partition of the raw topic, written {@code topic-partition}
 * @param id of the raw record, written {@code topic-partition@offset}
 */
public record LedgerFilter(
        @Nullable String experiment,
        @Nullable String fault,
        @Nullable String partition,
        @Nullable String id) {

    boolean takes(JsonNode event) {
        String of = event.path("id").asText();
        return !event.path("type").asText().equals("revision")
                && (experiment == null
                        || experiment.equals(event.path("experiment").asText()))
                && (fault == null || fault.equals(event.path("fault").asText()))
                && (partition == null || of.startsWith(partition + "@"))
                && (id == null || id.equals(of));
    }
}
