package dev.gregor.fault;

import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.util.Optional;

/** The past of a raw topic. */
public interface History {
    /** A history that holds nothing. */
    History NONE = id -> Optional.empty();

    /** The record with this id; empty if it is no longer, or never was, in the log. */
    Optional<RawRecord> at(RecordId id);

    /** Lets go of what the history holds open. It may be asked again afterwards. */
    default void close() {}
}
