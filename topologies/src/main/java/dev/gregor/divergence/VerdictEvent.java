package dev.gregor.divergence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.judge.Evidence;
import dev.gregor.judge.NetEffect;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with all that it rests on: an event of the topic {@code <application.id>.verdicts}. A later event of the same
 * experiment replaces the earlier one, so that the last one is a summary of the run.
 *
 * @param isFinal whether the schedule has ended and all its pairs are decided
 * @param pairs how often each outcome came about, by its word: treated, untreated, excluded, missing, missing-treated, orphan,
 *     invalid, invalid-treated, duplicate, late, unidentified, late-mark, unlabelled
 * @param estimates the measures over the whole run, for each output and arm
 * @param net the effects of the treatment less what pairs without it show
 * @param receipt what a halt has done; null if there was none
 * @param pictures what a reader wants to see of each output beside the numbers
 */
public record VerdictEvent(
        String experiment,
        Verdict verdict,
        boolean isFinal,
        Evidence.Records records,
        Map<String, Long> pairs,
        List<Estimate> estimates,
        List<NetEffect> net,
        @Nullable Receipt receipt,
        List<OutputPicture> pictures)
        implements Event {

    public VerdictEvent {
        pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
        estimates = List.copyOf(estimates);
        net = List.copyOf(net);
        pictures = List.copyOf(pictures);
    }

    static VerdictEvent of(
            Measured experiment,
            Verdict verdict,
            boolean isFinal,
            Evidence evidence,
            Map<String, Long> pairs,
            @Nullable Receipt receipt,
            List<OutputPicture> pictures) {
        return new VerdictEvent(
                experiment.name(),
                verdict,
                isFinal,
                evidence.records(),
                pairs,
                evidence.estimates(),
                NetEffect.of(evidence),
                receipt,
                pictures);
    }

    /** Whether only numbers differ: a reader who knows the other one need not be told at once. */
    boolean saysTheSameAs(VerdictEvent other) {
        return verdict.kind() == other.verdict.kind()
                && isFinal == other.isFinal
                && Objects.equals(receipt, other.receipt);
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
        VerdictDetails.putNet(event, net);
        VerdictDetails.putReceipt(event, receipt);
        VerdictDetails.putPictures(event, pictures);
        return EventJson.toBytes(event);
    }

    /**
     * Reads an event as {@link #toJson} writes it, but for the pictures; unknown fields are passed over. Bounds that are not known come back
     * as infinite, a value that is not known as NaN.
     *
     * @throws IllegalArgumentException if the bytes are not such an event
     */
    public static VerdictEvent fromJson(byte[] json) {
        JsonNode event = EventJson.read(json);
        JsonNode records = event.required("records");
        List<String> reasons = new ArrayList<>();
        event.required("reasons").forEach(reason -> reasons.add(reason.asText()));
        List<Estimate> estimates = new ArrayList<>();
        event.required("measures").forEach(measure -> estimates.add(EventJson.estimate(measure)));
        return new VerdictEvent(
                EventJson.text(event, "experiment"),
                new Verdict(EventJson.constant(Verdict.Kind.values(), event.required("verdict")), reasons),
                event.required("final").booleanValue(),
                new Evidence.Records(
                        records.required("seen").longValue(),
                        records.required("selected").longValue(),
                        EventJson.counts(records.required("injected")),
                        EventJson.counts(records.required("skipped"))),
                EventJson.counts(event.required("pairs")),
                estimates,
                List.of(),
                VerdictDetails.receipt(event.path("halt")),
                List.of());
    }

    private void putRecords(ObjectNode node) {
        node.put("seen", records.seen()).put("selected", records.selected());
        EventJson.putCounts(node, "injected", new TreeMap<>(records.injected()));
        EventJson.putCounts(node, "skipped", new TreeMap<>(records.skipped()));
    }
}
