package dev.gregor.runtime;

import dev.gregor.config.Experiment;
import dev.gregor.config.Measurement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the measurement of each experiment that asks for a heartbeat is alive, as one instance hears it. Times are those of its wall clock, in
 * epoch milliseconds.
 */
final class Heartbeats {
    /**
     * How long the first beat may take after the start, in milliseconds. Both topologies then join their groups and restore their stores, which
     * takes longer than most heartbeats; an experiment that was halted for it would be halted by every restart.
     */
    static final long STARTING = Duration.ofSeconds(30).toMillis();

    private final Map<String, Long> listeningSince = new HashMap<>();
    private final Map<String, Long> heardAt = new HashMap<>();

    /** A beat came. */
    void heard(String experiment, long now) {
        heardAt.put(experiment, now);
    }

    /** The experiment is off, so that nobody listens for it; when it is on again, it starts anew. */
    void forget(String experiment) {
        listeningSince.remove(experiment);
        heardAt.remove(experiment);
    }

    /** Why an experiment that is on must be halted, as a sentence without a stop; empty as long as its measurement is alive. */
    Optional<String> silence(Experiment experiment, long now) {
        Measurement measure = experiment.measure();
        if (measure == null || measure.heartbeat() == null) {
            return Optional.empty();
        }
        long since = listeningSince.computeIfAbsent(experiment.name(), e -> now);
        Long heard = heardAt.get(experiment.name());
        long limit = measure.heartbeat().toMillis();
        if (heard != null) {
            return now - heard <= limit
                    ? Optional.empty()
                    : Optional.of("No heartbeat of the measurement for " + (now - heard) + " ms");
        }
        return now - since <= STARTING + limit
                ? Optional.empty()
                : Optional.of("No heartbeat of the measurement since the start, for " + (now - since) + " ms");
    }
}
