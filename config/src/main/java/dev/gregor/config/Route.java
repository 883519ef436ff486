package dev.gregor.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way from a raw topic to the feature topic that it feeds, with an optional canary topic beside it. */
public record Route(
        @Setting("The raw topic") TopicName from,

        @Setting("The feature topic: the control arm, or both arms where there is no canary topic")
        TopicName to,

        @Setting("The canary topic: the treatment arm, the same records with faults") @Nullable
        TopicName canary,

        @Setting(value = "How the values are written", byDefault = "json")
        Format value) {

    public Route {
        Checks checks = new Checks();
        checks.require(!from.equals(to), "to", "'" + to + "' is the raw topic itself; expected another topic");
        checks.require(
                canary == null || !(canary.equals(from) || canary.equals(to)),
                "canary",
                "'" + canary + "' is a topic of this route already; expected another topic");
        checks.done();
    }

    /** The topics that this route writes. */
    public List<TopicName> targets() {
        return canary == null ? List.of(to) : List.of(to, canary);
    }
}
