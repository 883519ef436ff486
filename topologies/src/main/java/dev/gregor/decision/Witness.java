package dev.gregor.decision;

import dev.gregor.config.Experiment;
import dev.gregor.record.RecordId;
import java.util.Optional;

/**
 * What is known of a decision that was made before. Where an experiment runs by the wall clock, the log and the configuration
 * alone do not tell which records it hit.
 */
@FunctionalInterface
public interface Witness {
    /** Knows nothing: everything is decided anew. */
    Witness NONE = (experiment, id) -> Optional.empty();

    /** Whether the experiment hit the record; empty where that is to be decided anew. */
    Optional<Boolean> hit(Experiment experiment, RecordId id);
}
