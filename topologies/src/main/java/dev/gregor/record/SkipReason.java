package dev.gregor.record;

import dev.gregor.config.Word;

/** Why a selected record passes untouched. */
public enum SkipReason implements Word {
    /** The record has no value. */
    TOMBSTONE,
    /** The value is not of the format that its route declares. */
    UNDECODABLE,
    /** The record lacks the field. */
    NO_SUCH_FIELD,
    /** The field holds nothing that this fault could damage, as text where a number is needed. */
    NOT_APPLICABLE,
    /** The record already is what the fault would make of it. */
    NO_EFFECT,
    /** The format cannot hold what the fault asks for. */
    UNENCODABLE,
    /** The registry does not know the schema id of the value. */
    UNKNOWN_SCHEMA,
    /** The registry refuses the derived schema as incompatible. */
    INCOMPATIBLE_SCHEMA,
    /** The registry does not answer, or not with anything sensible. */
    REGISTRY_UNAVAILABLE,
    /** The record that should have been replayed is before the start of the log, or no longer in it. */
    NO_HISTORY,
    /** The topic that the label should have come from has nothing under the key. */
    NO_LABEL,
    /** What the fault made of the record is larger than a producer may send. */
    TOO_LARGE,
    /** The experiment has injected as many faults as it may. */
    BUDGET,
    /** The fault threw what it must not throw: a bug, which the log shows. */
    FAULT_FAILED,
    /** An earlier experiment of the file has the record. */
    PRECEDENCE
}
