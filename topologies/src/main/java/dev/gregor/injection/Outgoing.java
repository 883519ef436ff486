package dev.gregor.injection;

import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The key of an output together with the partition that it goes to. A sink's partitioner sees only key and value, so the
 * partition travels with the key.
 *
 * @param partition {@link #BY_KEY} for the one that the key hashes to
 */
record Outgoing(byte @Nullable [] key, int partition) {
    static final int BY_KEY = -1;

    /** The partition among so many; by the key as Kafka's own producer chooses it. */
    int partitionOf(int partitions) {
        return partition == BY_KEY && key != null ? Utils.toPositive(Utils.murmur2(key)) % partitions : partition;
    }
}
