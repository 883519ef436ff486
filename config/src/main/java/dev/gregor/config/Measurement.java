package dev.gregor.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is measured: the outputs of both arms, how they are paired, and the fields that are compared. */
public record Measurement(
        @Setting(
                "The topic with the outputs of the control arm; left out where there is no canary topic: then treated and"
                        + " untreated outputs of 'treatment' are compared as two samples")
        @Nullable
        TopicName control,

        @Setting(
                "The topic with the outputs of a second control arm, which reads the same feature topic as the first: what differs"
                        + " between the two is the noise of a model that is not deterministic")
        @Nullable
        TopicName control2,

        @Setting("The topic with the outputs of the treatment arm")
        TopicName treatment,

        @Setting(
                value =
                        "What makes two outputs a pair: 'header' (gregor-id), 'key', or a CEL expression over the output. With"
                                + " 'header' the ledger too tells which records were hit; with the others only the"
                                + " header gregor-experiment of the treatment output does, so a missing one cannot be told",
                byDefault = "header")
        PairBy pairBy,

        @Setting(value = "How the outputs are written", byDefault = "json")
        Format value,

        @Setting("The outputs that are compared, by name") Map<String, Output> outputs,

        @Setting("The true values of the outputs, where they come to be known") @Nullable
        Truth truth,

        @Setting("The alerts of the monitoring, to be scored against the ledger") @Nullable
        Alerts alerts,

        @Setting(
                "A CEL expression over the control output whose value is the segment of a pair; the measures are then given for each"
                        + " segment too, to explore")
        @Nullable
        Expression segmentBy,

        @Setting(
                value =
                        "The most segments that are kept apart, 1 to 100; the pairs of the others go together as '(other)'",
                byDefault = "20")
        int maxSegments,

        @Setting(
                value =
                        "Which pairs are taken together before bounds are drawn: record (none), key or window. Pairs that follow each"
                                + " other and are alike say less than their number",
                byDefault = "record")
        ClusterBy clusterBy,

        @Setting(value = "The length of a window of the divergence over time, by event time", byDefault = "1m")
        Duration window,

        @Setting(
                value = "How far the other arm's event time may run ahead before an output counts as missing",
                byDefault = "1m")
        Duration grace,

        @Setting(
                value = "How long the other arm may be silent, by the wall clock, before an output counts as missing",
                byDefault = "30s")
        Duration patience,

        @Setting(value = "The fewest treated pairs that a verdict may rest on", byDefault = "100")
        int minPairs,

        @Setting(
                value =
                        "Whether every output without a partner, or that came again, is listed in the topic <application.id>.outcomes",
                byDefault = "false")
        boolean listOutcomes,

        @Setting(
                "How long the measurement may be silent, by the wall clock and at least 1s, before the injection stops by itself; without"
                        + " it the injection goes on unmeasured")
        @Nullable
        Duration heartbeat) {

    private static final int MOST_SEGMENTS = 100;

    public Measurement {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        Checks checks = new Checks();
        checks.require(
                !treatment.equals(control),
                "treatment",
                "'" + treatment + "' is the control topic too; expected another topic");
        checks.require(
                control2 == null || (control != null && !control2.equals(control) && !control2.equals(treatment)),
                "control-2",
                control == null
                        ? "stands without a 'control'; expected that too"
                        : "'" + control2 + "' is an arm's topic already; expected another topic");
        checks.require(
                !outputs.isEmpty(),
                "outputs",
                "no output is declared; expected at least one, as delay: { type: number }");
        checks.require(
                value != Format.BYTES, "value", "'bytes' has no fields that could be compared; expected json or avro");
        checks.require(
                window.toMillis() >= 1, "window", Durations.format(window) + " is too short; expected at least 1ms");
        checks.require(minPairs >= 1, "min-pairs", minPairs + " is too few; expected at least 1");
        checks.require(
                maxSegments >= 1 && maxSegments <= MOST_SEGMENTS,
                "max-segments",
                maxSegments + " is no number of segments; expected 1 to " + MOST_SEGMENTS);
        checks.require(
                heartbeat == null || heartbeat.toMillis() >= 1_000,
                "heartbeat",
                (heartbeat == null ? "" : Durations.format(heartbeat)) + " is too short; expected at least 1s");
        outputs.forEach((name, output) -> {
            checkPath(checks, name, output);
            checks.require(
                    output.truth() == null || truth != null,
                    "outputs." + name + ".truth",
                    "there is no topic with true values; expected a 'truth' beside the outputs");
        });
        checks.done();
    }

    /** Where an output stands in the value: at its path, or where its name says. */
    public FieldPath pathOf(String output) {
        Output declared = outputs.get(output);
        return declared == null || declared.path() == null ? new FieldPath(output) : declared.path();
    }

    /** Whether treated and untreated outputs of one topic are compared as two samples, since there are no pairs. */
    public boolean isOfPopulations() {
        return control == null;
    }

    /** All topics that outputs are read from. */
    public List<TopicName> topics() {
        return Stream.of(control, treatment, control2).filter(Objects::nonNull).toList();
    }

    private static void checkPath(Checks checks, String name, Output output) {
        if (output.path() == null) {
            try {
                new FieldPath(name);
            } catch (InvalidSetting e) {
                checks.reject(
                        "outputs." + name, "'" + name + "' is no field path either; expected a 'path' beside the type");
            }
        }
    }
}
