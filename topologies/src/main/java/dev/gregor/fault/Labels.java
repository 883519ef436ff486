package dev.gregor.fault;

import dev.gregor.config.TopicName;
import java.util.Optional;

/** The topics that faults take labels from. */
@FunctionalInterface
public interface Labels {
    /** No topic at all. */
    Labels NONE = (topic, key) -> Optional.empty();

    /** The newest value of a key; empty if there is none, or the topic is not among those that were known at the start. */
    Optional<byte[]> newest(TopicName topic, byte[] key);
}
