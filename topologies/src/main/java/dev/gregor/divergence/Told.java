package dev.gregor.divergence;

/**
 * What the true values of a record are. Its key is the pair id of the outputs that were to hit them.
 *
 * @param timestamp event time in epoch milliseconds
 * @param values what was found, by slot
 */
record Told(long comparison, long timestamp, Values values) implements Arrival {}
