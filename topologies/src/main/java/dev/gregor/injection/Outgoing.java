package dev.gregor.injection;

import org.jspecify.annotations.Nullable;

/**
 * The key of an output together with the partition that it goes to. A sink's partitioner sees only key and value, so the
 * partition travels with the key.
 *
 * @param partition negative to leave the choice to the producer
 */
record Outgoing(byte @Nullable [] key, int partition) {}
