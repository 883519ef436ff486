package dev.gregor.divergence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.judge.Estimate;
import dev.gregor.judge.Evidence;
import dev.gregor.judge.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A verdict with all that it rests on: an event of the topic {@code <application.id>.verdicts}. A later event of the same
 * experiment replaces the earlier one, so that the last one is a summary of the run.
 *
 * @param isFinal whether the schedule has ended and all its pairs are decided
 * @param pairs how often each outcome came about, by its word: treated, untreated, excluded, missing, missing-treated, orphan,
 *     invalid, invalid-treated, duplicate, late, unidentified, late-mark
 * @param estimates the measures over the whole run, for each output and arm
 */
public record VerdictEvent(
        String experiment,
        Verdict verdict,
        boolean isFinal,
        Evidence.Records records,
        Map<String, Long> pairs,
        List<Estimate> estimates)
        implements Event {

    public VerdictEvent {
        pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
        estimates = List.copyOf(estimates);
    }

    @Override
    public byte[] toJson() {
        ObjectNode event =
                EventJson.begin(experiment).put("verdict", verdict.kind().word());
        ArrayNode reasons = event.putArray("reasons");
        verdict.reasons().forEach(reasons::add);
        event.put("final", isFinal);
        putRecords(event.putObject("records"));
        EventJson.putCounts(event, "pairs", pairs);
        ArrayNode measures = event.putArray("measures");
        for (Estimate estimate : estimates) {
            ObjectNode measure = measures.addObject();
            EventJson.putSubject(measure, estimate);
            EventJson.putNumbers(measure, estimate);
        }
        return EventJson.toBytes(event);
    }

    /**
     * Reads an event as {@link #toJson} writes it; unknown fields are passed over. Bounds that are not known come back as
     * infinite, a value that is not known as NaN.
     *
     * @throws IllegalArgumentException if the bytes are not such an event
     */
    public static VerdictEvent fromJson(byte[] json) {
        JsonNode event = EventJson.read(json);
        JsonNode records = event.required("records");
        List<String> reasons = new ArrayList<>();
        event.required("reasons").forEach(reason -> reasons.add(reason.textValue()));
        List<Estimate> estimates = new ArrayList<>();
        event.required("measures").forEach(measure -> estimates.add(EventJson.estimate(measure)));
        return new VerdictEvent(
                event.required("experiment").textValue(),
                new Verdict(EventJson.constant(Verdict.Kind.values(), event.required("verdict")), reasons),
                event.required("final").booleanValue(),
                new Evidence.Records(
                        records.required("seen").longValue(),
                        records.required("selected").longValue(),
                        EventJson.counts(records.required("injected")),
                        EventJson.counts(records.required("skipped"))),
                EventJson.counts(event.required("pairs")),
                estimates);
    }

    private void putRecords(ObjectNode node) {
        node.put("seen", records.seen()).put("selected", records.selected());
        EventJson.putCounts(node, "injected", new TreeMap<>(records.injected()));
        EventJson.putCounts(node, "skipped", new TreeMap<>(records.skipped()));
    }
}
