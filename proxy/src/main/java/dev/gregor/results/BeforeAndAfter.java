package dev.gregor.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.config.Application;
import dev.gregor.config.Route;
import dev.gregor.record.GregorHeaders;
import dev.gregor.record.RecordId;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.InjectedFault;
import dev.gregor.runtime.Codecs;
import dev.gregor.runtime.LastRecords;
import dev.gregor.runtime.ValueText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Records as they stand in the raw topic and in the topic of the treatment arm. */
final class BeforeAndAfter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final long MOST_LOOKED_AT = 1_000_000;

    /** How much earlier than the raw record it is looked for, since a fault may have set back its timestamp. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final LastRecords topics;
    private final Route route;
    private final ValueText text;

    BeforeAndAfter(LastRecords topics, Application application, Route route) {
        this.topics = topics;
        this.route = route;
        this.text = new ValueText(route.value(), Codecs.readOnly(application).of(route));
    }

    /** A sample of each record that was hit, in their order. */
    List<ExperimentReport.Sample> samples(SortedMap<LedgerRun.Hit, InjectedFault> hits) {
        if (hits.isEmpty()) {
            return List.of();
        }
        Set<String> ids = new HashSet<>();
        hits.keySet().forEach(hit -> ids.add(hit.id()));
        Map<String, JsonNode> after =
                after(ids, Instant.ofEpochMilli(hits.firstKey().timestamp()));
        List<ExperimentReport.Sample> samples = new ArrayList<>();
        hits.forEach((hit, fault) -> samples.add(new ExperimentReport.Sample(
                hit.id(),
                fault.fault(),
                fault.fields(),
                before(hit.id()),
                after.get(hit.id()),
                Instant.ofEpochMilli(hit.timestamp()))));
        return samples;
    }

    private @Nullable JsonNode before(String id) {
        return topics.at(RecordId.parse(id))
                .map(record -> json(text.of(record.value())))
                .orElse(null);
    }

    /**
     * Looks through the topic of the treatment arm until all are found. One that was dropped never is, so there is a limit: a topic
     * may hold any number of records.
     */
    private Map<String, JsonNode> after(Set<String> ids, Instant from) {
        Map<String, JsonNode> after = new HashMap<>();
        AtomicLong left = new AtomicLong(MOST_LOOKED_AT);
        topics.scan(route.canary() == null ? route.to() : route.canary(), from.minus(SLACK), record -> {
            String id = InWords.header(record, GregorHeaders.ID);
            if (ids.contains(id)) {
                after.put(id, json(text.of(record.value())));
            }
            return after.size() < ids.size() && left.decrementAndGet() > 0;
        });
        return after;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }
}
