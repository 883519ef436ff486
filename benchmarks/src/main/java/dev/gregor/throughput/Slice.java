package dev.gregor.throughput;

/**
 * What an application did in a while.
 *
 * @param records that it was through with
 * @param seconds that this took
 * @param cpuSeconds that all its processes had for it
 */
record Slice(long records, double seconds, double cpuSeconds) {
    Slice plus(Slice other) {
        return new Slice(records + other.records, seconds + other.seconds, cpuSeconds + other.cpuSeconds);
    }

    double recordsPerSecond() {
        return records / seconds;
    }

    double cpuSecondsPerRecord() {
        return cpuSeconds / records;
    }
}
