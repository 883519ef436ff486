package dev.gregor.audit;

import org.jspecify.annotations.Nullable;

/**
 * An output that must be there.
 *
 * @param digest of its content; of its record's id where the content cannot be computed again
 * @param partition of the output
 * @param rawPartition of its record
 * @param offset of its record
 * @param isTreated whether a fault reached it
 * @param isInLine whether it must keep its place among the others
 * @param due until when it may be held back; null if it goes out at once
 * @param likeness of its key and timestamp
 */
record Expected(
        Digest digest,
        Arm arm,
        int partition,
        int rawPartition,
        long offset,
        boolean isTreated,
        boolean isInLine,
        @Nullable Due due,
        long likeness) {}
