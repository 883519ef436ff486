package dev.gregor.divergence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.config.Word;

/**
 * What every instance must do at once: an event of the topic {@code <application.id>.control}. A later event of the same key replaces the
 * earlier one, and a tombstone takes it back. Each switch is written a second time under a key of its own, so that the topic also tells who
 * switched what, and when.
 *
 * @param experiment its name, or {@link #ALL}
 * @param by who asks for it: guardrail, heartbeat, or a person
 * @param reason why, as a sentence without a stop
 * @param at when it was asked for, by the wall clock in epoch milliseconds
 */
public record ControlEvent(String experiment, Action action, String by, String reason, long at) implements Event {
    /** Stands for all experiments, also for those that are declared later. */
    public static final String ALL = "*";

    /** No name of an experiment has a slash. */
    private static final String AUDIT = "audit/";

    /** What is asked for. */
    public enum Action implements Word {
        /** No more faults of the experiment; what it holds is released. */
        HALT,
        /** The experiment runs, whatever the file says. */
        ENABLE,
        /** The experiment does not run, and is not measured, whatever the file says. */
        DISABLE,
        /** The file decides again; as a switch this is a tombstone, and only the audit has this word. */
        RESET,
        /** The experiment is measured, and may go on. */
        HEARTBEAT
    }

    /** The key of the event: switches of one experiment replace each other, and do not replace its heartbeats. */
    public String key() {
        return action == Action.HEARTBEAT ? experiment + "/heartbeat" : experiment;
    }

    /** The key under which the event is kept for good. */
    public String auditKey() {
        return AUDIT + at + "/" + action.word() + "/" + experiment;
    }

    /** Whether an event under this key only tells of a switch, and is none. */
    public static boolean isAudit(String key) {
        return key.startsWith(AUDIT);
    }

    @Override
    public byte[] toJson() {
        ObjectNode event = EventJson.begin(experiment)
                .put("action", action.word())
                .put("by", by)
                .put("reason", reason)
                .put("at", at);
        return EventJson.toBytes(event);
    }

    /**
     * Reads an event as {@link #toJson} writes it; unknown fields are passed over.
     *
     * @throws IllegalArgumentException if the bytes are not such an event
     */
    public static ControlEvent fromJson(byte[] json) {
        JsonNode event = EventJson.read(json);
        return new ControlEvent(
                EventJson.text(event, "experiment"),
                EventJson.constant(Action.values(), event.required("action")),
                event.path("by").asText(),
                event.path("reason").asText(),
                event.required("at").longValue());
    }
}
