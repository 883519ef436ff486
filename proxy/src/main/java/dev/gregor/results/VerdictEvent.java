package dev.gregor.results;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Word;
import dev.gregor.judge.Arm;
import dev.gregor.judge.Verdict;
import dev.gregor.report.ExperimentReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event of the verdict topic: the verdict with all that it rests on.
 *
 * @param excluded pairs of records that another experiment hit, which count for neither arm of this one
 */
public record VerdictEvent(
        Verdict.Kind verdict,
        List<String> reasons,
        ExperimentReport.Records records,
        ExperimentReport.Pairs pairs,
        long excluded,
        List<ExperimentReport.Measured> measures) {

    static VerdictEvent of(JsonNode event) {
        List<String> reasons = new ArrayList<>();
        event.required("reasons").forEach(reason -> reasons.add(reason.asText()));
        List<ExperimentReport.Measured> measures = new ArrayList<>();
        event.required("measures").forEach(measure -> measures.add(measured(measure)));
        return new VerdictEvent(
                word(Verdict.Kind.values(), event.required("verdict").asText()),
                reasons,
                records(event.required("records")),
                pairs(event.required("pairs")),
                event.required("pairs").path("excluded").asLong(),
                measures);
    }

    /** How many records the pairing is done with: as pairs, or as outputs that will find no other. */
    public long settled() {
        return pairs.treated() + pairs.untreated() + pairs.missing() + excluded;
    }

    private static ExperimentReport.Records records(JsonNode records) {
        return new ExperimentReport.Records(
                records.required("seen").asLong(),
                records.required("selected").asLong(),
                counts(records.required("injected")),
                counts(records.required("skipped")));
    }

    private static ExperimentReport.Pairs pairs(JsonNode pairs) {
        return new ExperimentReport.Pairs(
                pairs.required("treated").asLong(),
                pairs.required("untreated").asLong(),
                pairs.required("missing").asLong(),
                pairs.required("orphan").asLong(),
                pairs.required("duplicate").asLong(),
                pairs.required("invalid").asLong(),
                pairs.path("missing-treated").asLong(),
                pairs.path("invalid-treated").asLong());
    }

    private static Map<String, Long> counts(JsonNode object) {
        Map<String, Long> counts = new TreeMap<>();
        object.properties()
                .forEach(each -> counts.put(each.getKey(), each.getValue().asLong()));
        return counts;
    }

    private static ExperimentReport.Measured measured(JsonNode measure) {
        return new ExperimentReport.Measured(
                text(measure, "output"),
                word(MeasureName.values(), measure.required("measure").asText()),
                word(Arm.values(), measure.required("arm").asText()),
                number(measure, "value"),
                number(measure, "low"),
                number(measure, "high"),
                measure.required("n").asLong());
    }

    static @Nullable String text(JsonNode event, String field) {
        JsonNode text = event.required(field);
        return text.isNull() ? null : text.asText();
    }

    static @Nullable Double number(JsonNode event, String field) {
        JsonNode number = event.required(field);
        return number.isNull() ? null : number.doubleValue();
    }

    static <T extends Enum<T> & Word> T word(T[] words, String text) {
        return Arrays.stream(words)
                .filter(each -> each.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of " + Arrays.toString(words)));
    }
}
