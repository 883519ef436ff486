package dev.gregor.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.config.Application;
import dev.gregor.config.TopicName;
import dev.gregor.record.RecordCounts;
import dev.gregor.record.RecordId;
import dev.gregor.view.ExperimentView.VerdictView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last counts, verdicts and values of the divergence, as their topics have them. Safe for use from many threads. */
final class Figures {
    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** For a chart of one experiment. */
    private static final int MOST_VALUES = 20_000;

    /** Of all experiments together: some 50 megabytes. */
    private static final int MOST_VALUES_OF_ALL = 100_000;

    private final Application application;
    private final BiConsumer<String, JsonNode> onValue;
    private final Map<String, Map<String, RecordCounts>> counts = new HashMap<>();
    private final Map<String, JsonNode> verdicts = new TreeMap<>();
    private final Map<String, Long> judgedAt = new HashMap<>();
    private final Map<String, DivergenceValues> divergence = new TreeMap<>();

    /**
     * Nothing is known yet.
     *
     * @param onValue is told of each value of the divergence, with its experiment
     */
    Figures(Application application, BiConsumer<String, JsonNode> onValue) {
        this.application = application;
        this.onValue = onValue;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        RecordId id = new RecordId(record.topic(), record.partition(), record.offset());
        take(new TopicName(record.topic()), record.value(), record.timestamp(), id);
    }

    /**
     * Takes an event.
     *
     * @param at when it was written, in epoch milliseconds
     */
    void take(TopicName topic, byte @Nullable [] value, long at, RecordId id) {
        if (value == null) {
            return;
        }
        try {
            if (topic.equals(application.countsTopic())) {
                count(RecordCounts.fromJson(value));
                return;
            }
            JsonNode event = JSON.readTree(value);
            String experiment = event.path("experiment").asText();
            if (topic.equals(application.verdictsTopic())) {
                judge(experiment, event, at);
            } else {
                put(experiment, event, value);
                onValue.accept(experiment, event);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} was passed over, since it cannot be read: {}", id, e.getMessage());
        }
    }

    private synchronized void count(RecordCounts event) {
        counts.computeIfAbsent(event.experiment(), each -> new TreeMap<>()).put(event.partition(), event);
    }

    private synchronized void judge(String experiment, JsonNode event, long at) {
        verdicts.put(experiment, event);
        judgedAt.put(experiment, at);
    }

    private synchronized void put(String experiment, JsonNode event, byte[] json) {
        DivergenceValues values = divergence.computeIfAbsent(experiment, each -> new DivergenceValues());
        int most = Math.min(MOST_VALUES, MOST_VALUES_OF_ALL / divergence.size());
        values.put(DivergenceValues.key(event), event, json, most);
    }

    /** The counts of an experiment, by partition. */
    synchronized List<RecordCounts> counts(String experiment) {
        return new ArrayList<>(counts.getOrDefault(experiment, Map.of()).values());
    }

    /** The last verdict event of an experiment. */
    synchronized Optional<JsonNode> verdictEvent(String experiment) {
        return Optional.ofNullable(verdicts.get(experiment));
    }

    /** The last verdict events, by experiment. */
    synchronized Map<String, JsonNode> verdictEvents() {
        return new TreeMap<>(verdicts);
    }

    Optional<VerdictView> verdict(String experiment) {
        return verdictEvent(experiment).map(event -> {
            List<String> reasons = new ArrayList<>();
            event.path("reasons").forEach(reason -> reasons.add(reason.asText()));
            return new VerdictView(
                    event.path("verdict").asText(), reasons, event.path("final").asBoolean(), judgedAt(experiment));
        });
    }

    private synchronized long judgedAt(String experiment) {
        return judgedAt.getOrDefault(experiment, 0L);
    }

    /** The last values of the divergence of an experiment. */
    synchronized List<JsonNode> divergence(String experiment) {
        DivergenceValues values = divergence.get(experiment);
        return values == null ? List.of() : values.all();
    }

    /** Those of the whole run, by experiment. */
    synchronized Map<String, List<JsonNode>> divergenceOfRuns() {
        Map<String, List<JsonNode>> runs = new TreeMap<>();
        divergence.forEach((experiment, values) -> runs.put(experiment, values.run()));
        return runs;
    }

    /** When the latest window of an experiment ends, in epoch milliseconds of event time; empty without any. */
    synchronized Optional<Long> latestEnd(String experiment) {
        return Optional.ofNullable(divergence.get(experiment))
                .map(DivergenceValues::latestEnd)
                .filter(end -> end > 0);
    }
}
