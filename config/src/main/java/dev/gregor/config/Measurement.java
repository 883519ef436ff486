package dev.gregor.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is measured: the outputs of both arms, how they are paired, and the fields that are compared. */
public record Measurement(
        @Setting("The topic with the outputs of the control arm")
        TopicName control,

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
        int minPairs) {

    public Measurement {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        Checks checks = new Checks();
        checks.require(
                !control.equals(treatment),
                "treatment",
                "'" + treatment + "' is the control topic too; expected another topic");
        checks.require(
                !outputs.isEmpty(),
                "outputs",
                "no output is declared; expected at least one, as delay: { type: number }");
        checks.require(
                value != Format.BYTES, "value", "'bytes' has no fields that could be compared; expected json or avro");
        checks.require(
                window.toMillis() >= 1, "window", Durations.format(window) + " is too short; expected at least 1ms");
        checks.require(minPairs >= 1, "min-pairs", minPairs + " is too few; expected at least 1");
        outputs.forEach((name, output) -> checkPath(checks, name, output));
        checks.done();
    }

    /** Where an output stands in the value: at its path, or where its name says. */
    public FieldPath pathOf(String output) {
        Output declared = outputs.get(output);
        return declared == null || declared.path() == null ? new FieldPath(output) : declared.path();
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
