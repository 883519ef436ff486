package dev.gregor.results;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.config.Experiment;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import dev.gregor.measure.Arm;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the divergence events of one experiment come to: of each number the last one. Of the windows only those are kept that a reader
 * is shown: of what is guarded, and of one measure for each output.
 */
final class MeasuredRun {
    private final Set<Series> charted;
    private final Map<Key, ExperimentReport.Window> windows = new LinkedHashMap<>();
    private final Map<Key, ExperimentReport.Measured> inAll = new LinkedHashMap<>();

    private record Series(@Nullable String output, MeasureName measure) {}

    /** What a later event replaces. */
    private record Key(
            @Nullable Instant start,
            @Nullable String output,
            MeasureName measure,
            Arm arm,
            @Nullable String segment) {}

    MeasuredRun(Experiment experiment) {
        charted = charted(experiment);
    }

    private static Set<Series> charted(Experiment experiment) {
        Set<Series> charted = new HashSet<>();
        experiment.guardrails().forEach(each -> charted.add(new Series(each.output(), each.measure())));
        if (experiment.measure() != null) {
            boolean isOfPopulations = experiment.measure().isOfPopulations();
            experiment
                    .measure()
                    .outputs()
                    .forEach((name, output) ->
                            leading(output, isOfPopulations).forEach(each -> charted.add(new Series(name, each))));
        }
        return charted;
    }

    /** The measure that leads an output: the customary one, else the first with bounds, else the first there is. */
    private static Stream<MeasureName> leading(Output output, boolean isOfPopulations) {
        List<MeasureName> all = MeasureName.of(output).stream()
                .filter(each -> !each.needsTruth())
                .filter(each -> !isOfPopulations || MeasureName.ofPopulations().contains(each))
                .toList();
        return Stream.of(
                        all.stream()
                                .filter(each ->
                                        each == MeasureName.MEAN_ABSOLUTE_DIFFERENCE || each == MeasureName.FLIP_RATE),
                        all.stream().filter(MeasureName::canBeGuarded),
                        all.stream())
                .flatMap(each -> each)
                .limit(1);
    }

    /** Takes the next event. */
    void take(JsonNode event) {
        Reading.measured(event).ifPresent(measured -> {
            JsonNode window = event.path("window");
            String segment = Reading.text(event, "segment");
            if (!window.isObject()) {
                inAll.put(new Key(null, measured.output(), measured.measure(), measured.arm(), segment), measured);
            } else if (charted.contains(new Series(measured.output(), measured.measure()))) {
                ExperimentReport.Window read = window(measured, window);
                windows.put(
                        new Key(read.start(), measured.output(), measured.measure(), measured.arm(), segment), read);
            }
        });
    }

    private static ExperimentReport.Window window(ExperimentReport.Measured measured, JsonNode window) {
        return new ExperimentReport.Window(
                Instant.ofEpochMilli(window.required("start").asLong()),
                Instant.ofEpochMilli(window.required("end").asLong()),
                measured.output(),
                measured.measure(),
                measured.arm(),
                measured.value(),
                measured.low(),
                measured.high(),
                measured.n());
    }

    /** The windows that have pairs, in the order of time. */
    List<ExperimentReport.Window> windows() {
        return windows.values().stream()
                .filter(each -> each.n() > 0)
                .sorted(Comparator.comparing(ExperimentReport.Window::start))
                .toList();
    }

    /** The measures over the whole run: those of the verdict, and those that only the divergence topic has. */
    List<ExperimentReport.Measured> measures(List<ExperimentReport.Measured> ofTheVerdict) {
        List<ExperimentReport.Measured> all = new ArrayList<>(ofTheVerdict);
        inAll.forEach((key, measured) -> {
            boolean isThere = ofTheVerdict.stream()
                    .anyMatch(each -> Objects.equals(each.output(), measured.output())
                            && each.measure() == measured.measure()
                            && each.arm() == measured.arm());
            if (key.segment() == null && !isThere) {
                all.add(measured);
            }
        });
        return all;
    }

    /** The measures of each segment, in the order of their names. */
    List<Seen.Segment> segments() {
        Map<String, List<ExperimentReport.Measured>> segments = new TreeMap<>();
        inAll.forEach((key, measured) -> {
            if (key.segment() != null) {
                segments.computeIfAbsent(key.segment(), name -> new ArrayList<>())
                        .add(measured);
            }
        });
        return segments.entrySet().stream()
                .map(each -> new Seen.Segment(each.getKey(), each.getValue()))
                .toList();
    }
}
