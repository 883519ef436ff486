package dev.gregor.fault;

import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.util.Optional;

/** The past of a raw topic. */
@FunctionalInterface
public interface History {
    /** A history that holds nothing. */
    History NONE = id -> Optional.empty();

    /** The record with this id; empty if it is no longer, or never was, in the log. */
    Optional<RawRecord> at(RecordId id);

    /**
     * The first record of a partition whose timestamp is at or after an event time.
     *
     * @param live a record of the partition; what is found lies before it
     * @param timestamp in epoch milliseconds
     * @return empty if the log does not reach back so far, or nothing lies between that time and the live record
     */
    default Optional<RawRecord> since(RecordId live, long timestamp) {
        return Optional.empty();
    }

    /**
     * Whether no committed record of the partition lies behind this one. May block for a moment; false where the broker gives no
     * answer, for then nobody knows.
     */
    default boolean endsWith(RecordId last) {
        return true;
    }

    /** Lets go of what the history holds open. It may be asked again afterwards. */
    default void close() {}
}
