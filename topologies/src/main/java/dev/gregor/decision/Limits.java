package dev.gregor.decision;

/**
 * What bounds an injector from outside.
 *
 * @param partitions how many partitions the raw topic has, which share a budget of faults
 * @param largestRecord the most bytes of key, value and headers that a producer may send as one record
 */
public record Limits(int partitions, int largestRecord) {
    /** One partition, and no bound on the size of a record. */
    public static final Limits NONE = new Limits(1, Integer.MAX_VALUE);

    /** The part of a budget that a partition may use up; all parts together are the budget. */
    long shareOf(long budget, int partition) {
        return budget / partitions + (partition < budget % partitions ? 1 : 0);
    }
}
