package dev.gregor.record;

import org.apache.avro.Schema;

/** The schema registry, as far as a codec needs it. Answers from memory where it can; safe for use from many threads. */
public interface Schemas {

    /**
     * The schema of an id.
     *
     * @throws Skipped with {@link SkipReason#UNKNOWN_SCHEMA} or {@link SkipReason#REGISTRY_UNAVAILABLE}
     */
    Schema byId(int id) throws Skipped;

    /**
     * Registers a schema under a subject, unless it is registered already.
     *
     * @return the id of the schema
     * @throws Skipped with {@link SkipReason#INCOMPATIBLE_SCHEMA} or {@link SkipReason#REGISTRY_UNAVAILABLE}
     */
    int register(String subject, Schema schema) throws Skipped;
}
