package dev.gregor.divergence;

/**
 * What the ledger says of a record: the experiment hit it. Its key is the record's id, which is the pair id where outputs are
 * paired by header.
 */
record Mark(long comparison, String experiment) implements Arrival {}
