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

    double recordsPerSecondSince(Look first) {
        return (records - first.records) * NANOS / (nanos - first.nanos);
    }

    double cpuSecondsPerRecordSince(Look first) {
        return (cpuSeconds - first.cpuSeconds) / (records - first.records);
    }
}
