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
                        "What makes two outputs a pair: 'header' (gregor-id), 'key', or a CEL expression over the output",
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
        if (control.equals(treatment)) {
            throw new InvalidSetting(
                    "treatment", "'" + treatment + "' is the control topic too; expected another topic");
        }
        if (outputs.isEmpty()) {
            throw new InvalidSetting(
                    "outputs", "no output is declared; expected at least one, as delay: { type: number }");
        }
        if (value == Format.BYTES) {
            throw new InvalidSetting("value", "outputs cannot be read as bytes; expected json or avro");
        }
        if (window.toMillis() < 1) {
            throw new InvalidSetting("window", Durations.format(window) + " is too short; expected at least 1ms");
        }
        if (minPairs < 1) {
            throw new InvalidSetting("min-pairs", minPairs + " is too few; expected at least 1");
        }
    }
}
