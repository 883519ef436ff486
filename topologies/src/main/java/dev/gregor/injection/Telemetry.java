package dev.gregor.injection;

import dev.gregor.record.SkipReason;

/** Is told what happens, for metrics: not exactly once, and from many threads. */
public interface Telemetry {
    /** Is told, and forgets. */
    Telemetry NONE = new Telemetry() {};

    /** So many records more came by while the experiment was on; told now and then, not with each record. */
    default void seen(String experiment, long records) {}

    /** The selection chose a record. */
    default void selected(String experiment) {}

    /** A fault was injected. */
    default void injected(String experiment, String fault) {}

    /** A fault could not be injected into a selected record. */
    default void skipped(String experiment, SkipReason reason) {}

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
