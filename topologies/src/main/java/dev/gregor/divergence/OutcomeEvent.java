package dev.gregor.divergence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What became of one output that has no partner, came again or cannot be read: an event of the topic {@code <application.id>.outcomes}, for
 * experiments with {@code list-outcomes}. Pairs that came about are not listed.
 *
 * @param outcome the word of the outcome: missing, orphan, duplicate, late, unidentified or invalid
 * @param id the pair id; where an output has none, where it stands in its topic
 * @param side control or treatment
 * @param partition the partition of the output topic
 * @param timestamp event time of the output, in epoch milliseconds
 * @param hitBy the experiment that is known to have hit its record; null for none
 */
public record OutcomeEvent(
        String experiment,
        String outcome,
        String id,
        String side,
        int partition,
        long timestamp,
        @Nullable String hitBy)
        implements Event, Found {

    static OutcomeEvent of(Measured experiment, Outcome outcome, byte[] id, Reading output) {
        return new OutcomeEvent(
                experiment.name(),
                outcome.word(),
                new String(id, StandardCharsets.UTF_8),
                output.side() == Side.CONTROL ? "control" : "treatment",
                output.partition(),
                output.timestamp(),
                output.hitBy());
    }

    @Override
    public byte[] toJson() {
        ObjectNode event = EventJson.begin(experiment)
                .put("outcome", outcome)
                .put("id", id)
                .put("side", side)
                .put("partition", partition)
                .put("timestamp", timestamp)
                .put("hit-by", hitBy);
        return EventJson.toBytes(event);
    }
}
