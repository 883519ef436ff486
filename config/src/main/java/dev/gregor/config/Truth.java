package dev.gregor.config;

import java.time.Duration;

/** Where the true values stand that the outputs of both arms are set against. */
public record Truth(
        @Setting("The topic with the true values") TopicName topic,

        @Setting(
                value =
                        "What tells which pair a true value belongs to: 'header' (gregor-id), 'key', or a CEL expression over the"
                                + " record whose value is the pair id",
                byDefault = "key")
        PairBy pairBy,

        @Setting(value = "How the records are written", byDefault = "json")
        Format value,

        @Setting(
                value =
                        "How long a pair and its true value wait for each other, by the wall clock, before the pair counts as unlabelled",
                byDefault = "1h")
        Duration patience) {

    public Truth {
        Checks checks = new Checks();
        checks.require(
                value != Format.BYTES, "value", "'bytes' has no fields that could be read; expected json or avro");
        checks.require(
                patience.toMillis() >= 1,
                "patience",
                Durations.format(patience) + " is too short; expected at least 1ms");
        checks.done();
    }
}
