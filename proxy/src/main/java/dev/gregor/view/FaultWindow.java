package dev.gregor.view;

/**
 * How many faults hit records of a window of event time.
 *
 * @param start inclusive, in epoch milliseconds
 * @param end exclusive
 */
public record FaultWindow(long start, long end, long count) {}
