package dev.gregor.config;

import java.time.Duration;

/** The alerts of the user's own monitoring, which are scored against the ledger. */
public record Alerts(
        @Setting("The topic with one record for each alert; the time of an alert is that of its record")
        TopicName topic,

        @Setting(value = "How long no fault must come, by event time, for a fault window to be over", byDefault = "5m")
        Duration quiet,

        @Setting(
                value = "How long after the last fault of a window, by event time, an alert still counts for it",
                byDefault = "5m")
        Duration patience) {

    public Alerts {
        Checks checks = new Checks();
        checks.require(!quiet.isNegative(), "quiet", Durations.format(quiet) + " is negative; expected 0s or more");
        checks.require(
                !patience.isNegative(), "patience", Durations.format(patience) + " is negative; expected 0s or more");
        checks.done();
    }
}
