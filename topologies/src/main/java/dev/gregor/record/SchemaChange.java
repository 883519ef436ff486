package dev.gregor.record;

import dev.gregor.config.Word;

/** How a schema that a fault changed is made known to those who read the record. JSON has no schema and knows no difference. */
public enum SchemaChange implements Word {
    /** The derived schema is registered under the subject of the target topic. */
    EVOLVE,
    /** The record is written with the derived schema under an id that the registry does not know. */
    BREAK
}
