package dev.gregor.injection;

import dev.gregor.decision.Injector;

/** Is told what happens, for metrics: not exactly once, and from many threads. */
public interface Telemetry extends Injector.Counter {
    /** Is told, and forgets. */
    Telemetry NONE = new Telemetry() {};

    /**
     * How many records of an experiment are held back on a raw partition.
     *
     * @param partition written {@code topic-partition}
     */
    default void held(String experiment, String partition, long count) {}

    /** A record was released by the wall clock, so many milliseconds after it was due. */
    default void released(String experiment, long lateByMillis) {}

    /** The partition is no longer processed here, so that nothing is held back here either. */
    default void gone(String partition) {}
}
