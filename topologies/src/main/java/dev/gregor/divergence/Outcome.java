package dev.gregor.divergence;

import dev.gregor.config.Word;

/**
 * What can become of an output, as it is counted for each experiment. Every pair id comes to exactly one of treated,
 * untreated, excluded, missing and orphan; the others count outputs besides. Nothing is dropped without being counted.
 */
enum Outcome implements Word {
    /** A pair whose record was hit by the experiment. */
    TREATED,
    /** A pair whose record was hit by no experiment. */
    UNTREATED,
    /** A pair whose record was hit by another experiment: it says nothing about this one. */
    EXCLUDED,
    /** A control output whose treatment output did not come within the grace. */
    MISSING,
    /** Of the missing ones, those whose record was hit by the experiment, as the ledger says. */
    MISSING_TREATED,
    /** A treatment output whose control output did not come within the grace. */
    ORPHAN,
    /** An output, of any of these but the excluded, that does not parse or lacks a value that the experiment compares. */
    INVALID,
    /** A treated pair whose control output is valid and whose treatment output is not. */
    INVALID_TREATED,
    /** A further output of a side that had one already. */
    DUPLICATE,
    /** An output that came after its pair was counted as missing or orphan. */
    LATE,
    /** An output without a pair id. */
    UNIDENTIFIED,
    /** A record that was counted as untreated before the ledger said that the experiment had hit it. */
    LATE_MARK,
    /** A pair whose true values did not come in time. */
    UNLABELLED
}
