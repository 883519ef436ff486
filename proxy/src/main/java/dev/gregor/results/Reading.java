package dev.gregor.results;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Word;
import dev.gregor.measure.Arm;
import dev.gregor.report.ExperimentReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands in the fields of an event. What an older event lacks is null or empty, and so is a word of a later version. */
final class Reading {
    private Reading() {}

    static @Nullable String text(JsonNode event, String field) {
        JsonNode text = event.path(field);
        return text.isNull() || text.isMissingNode() ? null : text.asText();
    }

    static @Nullable Double number(JsonNode event, String field) {
        JsonNode number = event.path(field);
        return number.isNumber() ? number.doubleValue() : null;
    }

    static @Nullable Instant instant(JsonNode event, String field) {
        JsonNode millis = event.path(field);
        return millis.isNumber() ? Instant.ofEpochMilli(millis.asLong()) : null;
    }

    static <T> List<T> list(JsonNode event, String field, Function<JsonNode, T> item) {
        List<T> list = new ArrayList<>();
        event.path(field).forEach(each -> list.add(item.apply(each)));
        return list;
    }

    /** A list without the items that this version does not know. */
    static <T> List<T> known(JsonNode event, String field, Function<JsonNode, Optional<T>> item) {
        return list(event, field, item).stream().flatMap(Optional::stream).toList();
    }

    static Map<String, Long> counts(JsonNode object) {
        Map<String, Long> counts = new TreeMap<>();
        object.properties()
                .forEach(each -> counts.put(each.getKey(), each.getValue().asLong()));
        return counts;
    }

    static <T extends Enum<T> & Word> Optional<T> word(T[] words, JsonNode event, String field) {
        String text = event.path(field).asText();
        return Arrays.stream(words).filter(each -> each.word().equals(text)).findFirst();
    }

    static Optional<MeasureName> measure(JsonNode event) {
        return word(MeasureName.values(), event, "measure");
    }

    static Optional<Arm> arm(JsonNode event) {
        return word(Arm.values(), event, "arm");
    }

    static Optional<ExperimentReport.Measured> measured(JsonNode event) {
        return measure(event)
                .flatMap(measure -> arm(event)
                        .map(arm -> new ExperimentReport.Measured(
                                text(event, "output"),
                                measure,
                                arm,
                                number(event, "value"),
                                number(event, "low"),
                                number(event, "high"),
                                event.path("n").asLong())));
    }
}
