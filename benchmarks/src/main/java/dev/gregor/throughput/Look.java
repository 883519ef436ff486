package dev.gregor.throughput;

/**
 * What was seen of an application at one moment.
 *
 * @param records that it was through with
 * @param nanos the time
 * @param cpuSeconds that all its processes had had
 */
record Look(long records, long nanos, double cpuSeconds) {
    private static final double NANOS = 1e9;

    /** What was done between two looks. */
    Slice since(Look first) {
        return new Slice(records - first.records, (nanos - first.nanos) / NANOS, cpuSeconds - first.cpuSeconds);
    }
}
