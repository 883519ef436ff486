package dev.gregor.throughput;

/**
 * What is the same for all turns of a run.
 *
 * @param records of each input of flights
 * @param pairs of outputs that are paired
 * @param instances of each application, each in a JVM of its own
 * @param threads stream threads of each instance
 * @param partitions of each topic
 * @param registry the address of the schema registry
 * @param latencySeconds for how long latency is measured; 0 for not at all
 */
record Setting(
        String bootstrapServers,
        String registry,
        int records,
        int pairs,
        int instances,
        int threads,
        int partitions,
        int latencySeconds) {}
