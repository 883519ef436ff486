package dev.gregor.divergence;

import dev.gregor.record.RecordCounts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The heartbeat of the measurement, for the experiments that ask for one. It beats as long as outputs are paired, or nothing is there to be
 * paired; it stops when records go on to be hit and no outcome of theirs is heard of, and when this task is not at work.
 */
final class Pulse {
    /** How often it beats, in milliseconds. */
    private static final long EVERY = Duration.ofSeconds(1).toMillis();

    private final Map<String, Life> lives = new HashMap<>();

    private static final class Life {
        private long outcomes = -1;
        private long seen = -1;
        private long seenWithOutcome;
        private long seenMoreAt;
        private long aliveAt;
        private long beatenAt;
        private boolean hasBegun;

        private void hear(long nowOutcomes, long nowSeen, long heartbeat, long now) {
            if (nowSeen != seen) {
                seenMoreAt = now;
            }
            boolean isIdle = nowSeen == seenWithOutcome || now - seenMoreAt >= heartbeat;
            if (!hasBegun || nowOutcomes != outcomes || isIdle) {
                aliveAt = now;
                seenWithOutcome = nowSeen;
            }
            outcomes = nowOutcomes;
            seen = nowSeen;
        }
    }

    /** A beat, if one is due. */
    Optional<ControlEvent> beat(Measured experiment, Findings findings, long now) {
        Duration heartbeat = experiment.measurement().heartbeat();
        if (heartbeat == null) {
            return Optional.empty();
        }
        Life life = lives.computeIfAbsent(experiment.name(), e -> new Life());
        long outcomes = findings.outcomes(experiment).decided();
        long seen = findings.partitions(experiment.name()).stream()
                .mapToLong(RecordCounts::seen)
                .sum();
        life.hear(outcomes, seen, heartbeat.toMillis(), now);
        boolean isDue = !life.hasBegun || now - life.beatenAt >= EVERY;
        if (!isDue || now - life.aliveAt >= heartbeat.toMillis()) {
            return Optional.empty();
        }
        life.hasBegun = true;
        life.beatenAt = now;
        return Optional.of(new ControlEvent(
                experiment.name(), ControlEvent.Action.HEARTBEAT, "measurement", outcomes + " outcomes so far", now));
    }
}
