package dev.gregor.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says was done to a record.
 *
 * @param fields the fields that were changed; empty for a fault of the whole record
 * @param before their values before; null where there was none
 * @param after their values after, likewise
 */
public record InjectedFault(
        String fault,
        List<String> fields,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {
    public InjectedFault {
        fields = List.copyOf(fields);
    }
}
