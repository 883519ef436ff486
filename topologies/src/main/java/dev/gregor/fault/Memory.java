package dev.gregor.fault;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What faults remember of the records of one partition. Whoever runs the injection keeps it safe. */
public interface Memory {
    /** How far back values are remembered, by event time. */
    Duration REACH = Duration.ofDays(30);

    /** Remembers that from this event time on, in epoch milliseconds, a key had this value. */
    void rememberValue(byte[] key, byte @Nullable [] value, long timestamp);

    /** The value that a key had at an event time in epoch milliseconds; null if it had none, or that is too long ago. */
    byte @Nullable [] valueAt(byte[] key, long timestamp);

    /** What was put under this name of a scope; null if nothing was. */
    byte @Nullable [] get(String scope, byte[] name);

    void put(String scope, byte[] name, byte[] state);

    /** The summary of this name, an empty one at first; to be changed through {@link #summarize} only. */
    Summary summary(String name);

    /** Adds to the summary of this name. */
    void summarize(String name, Consumer<Summary> addition);
}
