package dev.gregor.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some events of the ledger, the newest first, each with the time at which it was written under {@code at}.
 *
 * @param next where the next page begins; null if there is none
 * @param examined how many events were looked at
 */
public record LedgerPage(List<JsonNode> events, @Nullable String next, int examined) {
    public LedgerPage {
        events = List.copyOf(events);
    }
}
