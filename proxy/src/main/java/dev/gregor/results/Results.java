package dev.gregor.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Route;
import dev.gregor.config.TopicName;
import dev.gregor.injection.Revision;
import dev.gregor.judge.Arm;
import dev.gregor.record.GregorHeaders;
import dev.gregor.record.RawRecord;
import dev.gregor.report.ExperimentReport;
import dev.gregor.runtime.Codecs;
import dev.gregor.runtime.LastRecords;
import dev.gregor.runtime.ValueText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the results of experiments from the topics of one application. */
public final class Results implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_EVENTS = 1_000_000;
    private static final int SAMPLES = 3;

    private final Application application;
    private final LastRecords topics;

    /**
     * Connects to the cluster of an application.
     *
     * @throws dev.gregor.runtime.ClusterUnreachable if it does not answer
     */
    public Results(Application application) {
        this.application = application;
        this.topics = LastRecords.of(application);
    }

    /** The last verdict of an experiment; empty if none was given yet. */
    public Optional<VerdictEvent> lastVerdict(String experiment) {
        return Optional.ofNullable(lastVerdicts().get(experiment));
    }

    /** The last verdict of each experiment that has one, by its name. */
    public Map<String, VerdictEvent> lastVerdicts() {
        Map<String, JsonNode> last = new LinkedHashMap<>();
        events(application.verdictsTopic())
                .forEach(event -> last.put(event.path("experiment").asText(), event));
        Map<String, VerdictEvent> verdicts = new LinkedHashMap<>();
        last.forEach((experiment, event) -> verdicts.put(experiment, VerdictEvent.of(event)));
        return verdicts;
    }

    /**
     * The report of an experiment.
     *
     * @param units the unit of an output by its name; an output may be left out
     * @param notes what a reader has to know besides
     * @throws IllegalStateException if no verdict was given yet
     */
    public ExperimentReport report(
            Experiment experiment, Revision revision, Map<String, String> units, List<String> notes) {
        VerdictEvent verdict = lastVerdict(experiment.name())
                .orElseThrow(() -> new IllegalStateException("no verdict on " + experiment.name() + " yet"));
        Route route = Objects.requireNonNull(revision.config().routes().get(experiment.route()));
        return new ExperimentReport(
                experiment.name(),
                verdict.verdict(),
                verdict.reasons(),
                experiment.hypothesis(),
                experiment.expect(),
                experiment.mode(),
                revision.id(),
                experiment.seed(),
                ExperimentReport.Route.of(route),
                experiment.measure() == null ? null : ExperimentReport.Outputs.of(experiment.measure()),
                InWords.selection(experiment.select()),
                experiment.faults().stream().map(InWords::fault).toList(),
                verdict.records(),
                verdict.pairs(),
                verdict.measures(),
                experiment.guardrails().stream()
                        .map(ExperimentReport.Margin::of)
                        .toList(),
                units,
                windows(experiment),
                samples(experiment, route),
                notes);
    }

    /** Windows with pairs, of what is guarded and of the two measures that every experiment has. */
    private List<ExperimentReport.Window> windows(Experiment experiment) {
        Set<MeasureName> shown = EnumSet.of(MeasureName.MEAN_ABSOLUTE_DIFFERENCE, MeasureName.FLIP_RATE);
        experiment.guardrails().forEach(guardrail -> shown.add(guardrail.measure()));
        Map<List<@Nullable Object>, ExperimentReport.Window> latest = new LinkedHashMap<>();
        for (JsonNode event : events(application.divergenceTopic())) {
            JsonNode window = event.path("window");
            if (event.path("experiment").asText().equals(experiment.name()) && window.isObject()) {
                ExperimentReport.Window read = window(event, window);
                latest.put(Arrays.asList(read.start(), read.output(), read.measure(), read.arm()), read);
            }
        }
        return latest.values().stream()
                .filter(each -> each.n() > 0 && shown.contains(each.measure()))
                .sorted((a, b) -> a.start().compareTo(b.start()))
                .toList();
    }

    private static ExperimentReport.Window window(JsonNode event, JsonNode window) {
        return new ExperimentReport.Window(
                Instant.ofEpochMilli(window.required("start").asLong()),
                Instant.ofEpochMilli(window.required("end").asLong()),
                VerdictEvent.text(event, "output"),
                VerdictEvent.word(
                        MeasureName.values(), event.required("measure").asText()),
                VerdictEvent.word(Arm.values(), event.required("arm").asText()),
                VerdictEvent.number(event, "value"),
                VerdictEvent.number(event, "low"),
                VerdictEvent.number(event, "high"),
                event.required("n").asLong());
    }

    /** The first few records that were hit, as they stand in the raw topic and in the topic of the treatment arm. */
    private List<ExperimentReport.Sample> samples(Experiment experiment, Route route) {
        Map<String, JsonNode> chosen = new LinkedHashMap<>();
        List<JsonNode> hits = new ArrayList<>();
        for (JsonNode event : events(application.ledgerTopic())) {
            if (event.path("type").asText().equals("fault")
                    && event.path("experiment").asText().equals(experiment.name())) {
                hits.add(event);
            }
        }
        hits.sort((a, b) -> {
            int byTime = Long.compare(
                    a.path("timestamp").asLong(), b.path("timestamp").asLong());
            return byTime != 0
                    ? byTime
                    : a.path("id").asText().compareTo(b.path("id").asText());
        });
        hits.stream()
                .limit(SAMPLES)
                .forEach(hit -> chosen.putIfAbsent(hit.path("id").asText(), hit));
        if (chosen.isEmpty()) {
            return List.of();
        }
        TopicName treatment = route.canary() == null ? route.to() : route.canary();
        ValueText text = new ValueText(route.value(), Codecs.of(application).of(route));
        Map<String, JsonNode> before = new LinkedHashMap<>();
        Map<String, JsonNode> after = new LinkedHashMap<>();
        for (RawRecord record : topics.of(route.from(), MOST_EVENTS)) {
            if (chosen.containsKey(record.id().toString())) {
                before.put(record.id().toString(), json(text.of(record.value())));
            }
        }
        for (RawRecord record : topics.of(treatment, MOST_EVENTS)) {
            String id = InWords.header(record, GregorHeaders.ID);
            if (chosen.containsKey(id)) {
                after.put(id, json(text.of(record.value())));
            }
        }
        List<ExperimentReport.Sample> samples = new ArrayList<>();
        chosen.forEach((id, hit) -> samples.add(sample(id, hit, before.get(id), after.get(id))));
        return samples;
    }

    private static ExperimentReport.Sample sample(
            String id, JsonNode hit, @Nullable JsonNode before, @Nullable JsonNode after) {
        List<String> fields = new ArrayList<>();
        hit.path("fields").forEach(field -> fields.add(field.asText()));
        return new ExperimentReport.Sample(
                id,
                hit.path("fault").asText(),
                fields,
                before,
                after,
                Instant.ofEpochMilli(hit.path("timestamp").asLong()));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    private List<JsonNode> events(TopicName topic) {
        List<JsonNode> events = new ArrayList<>();
        for (RawRecord record : topics.of(topic, MOST_EVENTS)) {
            byte[] value = record.value();
            if (value != null) {
                try {
                    events.add(JSON.readTree(new String(value, StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    throw new IllegalStateException(record.id() + " is no event of Gregor's: " + e.getMessage(), e);
                }
            }
        }
        return events;
    }

    @Override
    public void close() {
        topics.close();
    }
}
