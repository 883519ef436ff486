package dev.gregor.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gregor.record.GregorHeaders;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the ledger says was hit. A record that was dropped carries no header any more; that it was there, the ledger alone knows. */
final class LedgerHits {
    private static final JsonMapper JSON = new JsonMapper();

    /** A record that was hit. */
    record Hit(String experiment, String id, Instant timestamp) {}

    private final List<Hit> hits;

    private LedgerHits(List<Hit> hits) {
        this.hits = hits;
    }

    /**
     * Reads the ledger.
     *
     * @param raw the raw topic whose records are asked for
     */
    static LedgerHits read(String bootstrapServers, String ledger, String raw) {
        List<Hit> hits = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : WholeTopic.read(bootstrapServers, ledger)) {
            JsonNode event = event(record.value());
            if (event.path("type").asText().equals("fault")
                    && event.path("id").asText().startsWith(raw + "-")) {
                hits.add(new Hit(
                        event.path("experiment").asText(),
                        event.path("id").asText(),
                        Instant.ofEpochMilli(event.path("timestamp").asLong())));
            }
        }
        return new LedgerHits(hits);
    }

    List<Hit> all() {
        return hits;
    }

    /** The experiment that hit each record, by the record's id. */
    Map<String, String> experiments() {
        return hits.stream().collect(Collectors.toMap(Hit::id, Hit::experiment, (one, same) -> one, TreeMap::new));
    }

    /**
     * The headers of an output that rests on the whole treatment arm, besides its id.
     *
     * @throws DemoFailure if more than one experiment hit records: what became of the output cannot be put down to one
     */
    Map<String, String> lineage() {
        List<String> names = hits.stream().map(Hit::experiment).distinct().toList();
        if (names.size() > 1) {
            throw new DemoFailure("the experiments " + String.join(", ", names)
                    + " have damaged one training set, so nothing can be put down to any of them; run them one by one");
        }
        return names.isEmpty() ? Map.of() : Map.of(GregorHeaders.EXPERIMENT, names.get(0));
    }

    private static JsonNode event(byte[] value) {
        try {
            return Objects.requireNonNull(JSON.readTree(value));
        } catch (IOException e) {
            throw new IllegalStateException("the ledger holds what is no event: " + e.getMessage(), e);
        }
    }
}
