package dev.gregor.report;

import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two experiments or more beside each other. Its components, in their order, are the fields of its JSON.
 *
 * @param version the version of the format, that of {@link Report}
 * @param application the application id, or ids
 * @param experiments the reports, in the order that they were asked for
 * @param settings what they do not have in common
 * @param measures every measure that any of them has
 */
public record SideBySide(
        int version,
        String application,
        Instant generated,
        List<ExperimentReport> experiments,
        List<Setting> settings,
        List<Row> measures) {
    public SideBySide {
        experiments = List.copyOf(experiments);
        settings = List.copyOf(settings);
        measures = List.copyOf(measures);
    }

    /** Lays the experiments of a report beside each other. */
    public static SideBySide of(Report report) {
        return new SideBySide(
                report.version(),
                report.application(),
                report.generated(),
                report.experiments(),
                settings(report.experiments()),
                rows(report.experiments()));
    }

    /** The same experiments one after the other. */
    Report report() {
        return new Report(version, application, generated, experiments);
    }

    private static List<Setting> settings(List<ExperimentReport> experiments) {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        for (ExperimentReport each : experiments) {
            of(each).forEach((name, value) ->
                    settings.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
        }
        return settings.entrySet().stream()
                .filter(each -> each.getValue().stream().distinct().count() > 1)
                .map(each -> new Setting(each.getKey(), each.getValue()))
                .toList();
    }

    private static Map<String, String> of(ExperimentReport report) {
        Asked asked = report.asked();
        Asked.Outputs outputs = asked.outputs();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("hypothesis", asked.hypothesis());
        settings.put("expect", asked.expect().word());
        settings.put("mode", asked.mode().word());
        settings.put("revision", asked.revision());
        settings.put("seed", Long.toString(asked.seed()));
        settings.put("from", asked.route().from());
        settings.put("to", asked.route().to());
        settings.put("canary", Objects.requireNonNullElse(asked.route().canary(), "none"));
        settings.put("control", outputs == null || outputs.control() == null ? "none" : outputs.control());
        settings.put("treatment", outputs == null ? "none" : outputs.treatment());
        settings.put("pair-by", outputs == null ? "none" : outputs.pairBy());
        settings.put("selection", asked.selection());
        settings.put("faults", asked.faults().isEmpty() ? "none" : String.join("; ", asked.faults()));
        settings.put(
                "guardrails",
                asked.guardrails().isEmpty()
                        ? "none"
                        : String.join(
                                "; ",
                                asked.guardrails().stream()
                                        .map(each -> Sentences.measure(each.output(), each.measure()) + " "
                                                + Sentences.borne(
                                                        each, Unit.of(each.output(), each.measure(), asked.units())))
                                        .toList()));
        return settings;
    }

    private static List<Row> rows(List<ExperimentReport> experiments) {
        record Key(@Nullable String output, MeasureName measure, Arm arm) {}
        Set<Key> keys = new LinkedHashSet<>();
        experiments.forEach(each -> each.seen()
                .measures()
                .forEach(measured -> keys.add(new Key(measured.output(), measured.measure(), measured.arm()))));
        return keys.stream()
                .map(key -> Row.of(
                        key.output(),
                        key.measure(),
                        key.arm(),
                        experiments.stream()
                                .<@Nullable Value>map(
                                        each -> Value.of(each.measured(key.output(), key.measure(), key.arm())))
                                .toArray(Value[]::new)))
                .toList();
    }

    /**
     * A setting that is not the same for all.
     *
     * @param values one for each experiment, in their order
     */
    public record Setting(String setting, List<String> values) {
        public Setting {
            values = List.copyOf(values);
        }
    }

    /**
     * A measure of each experiment.
     *
     * @param values one for each experiment, in their order; null where it has no such measure
     * @param overlap whether the bounds of all have a value in common; null where some are not known
     */
    public record Row(
            @Nullable String output,
            MeasureName measure,
            Arm arm,
            List<@Nullable Value> values,
            @Nullable Boolean overlap) {
        static Row of(@Nullable String output, MeasureName measure, Arm arm, @Nullable Value... values) {
            return new Row(output, measure, arm, Arrays.asList(values), overlap(values));
        }

        private static @Nullable Boolean overlap(@Nullable Value... values) {
            double low = Double.NEGATIVE_INFINITY;
            double high = Double.POSITIVE_INFINITY;
            for (Value value : values) {
                if (value == null || value.low() == null || value.high() == null) {
                    return null;
                }
                low = Math.max(low, value.low());
                high = Math.min(high, value.high());
            }
            return low <= high;
        }
    }

    /** What one experiment measured; see {@link ExperimentReport.Measured}. */
    public record Value(
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            long n) {
        static @Nullable Value of(ExperimentReport.@Nullable Measured measured) {
            return measured == null ? null : new Value(measured.value(), measured.low(), measured.high(), measured.n());
        }
    }
}
