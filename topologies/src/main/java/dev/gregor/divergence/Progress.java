package dev.gregor.divergence;

import java.util.HashMap;
import java.util.Map;

/**
 * How far the two sides of a comparison have come, in event time and by the wall clock, as far as this task sees it. An output
 * counts as missing by the progress of the <em>other</em> side: event time may run months in a second, and one side may run ahead.
 *
 * <p>A side's watermark is the least, over its active partitions, of the latest event time seen. A partition is active until nothing
 * came from it for the length of the patience. A partition that one side has just begun to hear of is soon to be heard of on the
 * other side too; until then the other side's watermark is unknown. Otherwise the first partition to arrive would carry the
 * watermark past the records of all the others.
 *
 * <p>Nothing of this is kept over a restart, but the partitions that outputs still wait from are told anew ({@link #resumed}): they are soon
 * heard of on the other side, unless they are silent. So entries wait longer after a restart, never shorter. How far all had come that is decided
 * is kept elsewhere ({@link Standing}).
 */
final class Progress {
    /** A watermark that is not known: nothing can be closed by it. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final class Partition {
        private long activeSince;
        private long lastHeard;
        private long latest;

        private Partition(long timestamp, long now) {
            latest = timestamp;
            activeSince = now;
        }
    }

    private static final class Partitions {
        private final Map<Integer, Partition> byNumber = new HashMap<>();
        private long lastHeard;

        private Partitions(long now) {
            lastHeard = now;
        }
    }

    private final Partitions control;
    private final Partitions treatment;
    private final long startedAt;
    private final boolean isAlike;

    /** Begins at a wall-clock time in epoch milliseconds, when nothing has been heard of either side. */
    Progress(long now) {
        this(now, true);
    }

    /**
     * As {@link #Progress(long)}.
     *
     * @param isAlike whether both sides have equally many partitions, so that one of them tells which are to be heard of on the other.
     *     Where they have not, no watermark is known until the patience has gone by since the start
     */
    Progress(long now, boolean isAlike) {
        this.isAlike = isAlike;
        control = new Partitions(now);
        treatment = new Partitions(now);
        startedAt = now;
    }

    /**
     * Takes note of an output.
     *
     * @param timestamp its event time
     * @param now the wall clock; both in epoch milliseconds
     */
    void heard(Side side, int number, long timestamp, long now, long patience) {
        Partitions partitions = of(side);
        Partition partition = partitions.byNumber.get(number);
        if (partition == null) {
            partition = new Partition(timestamp, now);
            partitions.byNumber.put(number, partition);
        } else if (!isActive(partition, now, patience)) {
            partition.activeSince = now;
        }
        partition.latest = Math.max(partition.latest, timestamp);
        partition.lastHeard = now;
        partitions.lastHeard = now;
    }

    /**
     * Takes note of an output that has waited since before the start, as if its partition were heard of at the start.
     *
     * @param timestamp its event time, in epoch milliseconds
     */
    void resumed(Side side, int number, long timestamp, long patience) {
        heard(side, number, timestamp, startedAt, patience);
    }

    /** Whether so little time has gone by since the start that partitions may be at work of which nothing was heard yet. */
    boolean isBeginning(long now, long patience) {
        return now - startedAt < patience;
    }

    /**
     * Up to which event time everything of this side has come, but for what is late by less than the grace.
     *
     * @return epoch milliseconds, or {@link #UNKNOWN}
     */
    long watermark(Side side, long now, long patience) {
        if (isOwedPartition(side, now, patience) || (!isAlike && isBeginning(now, patience))) {
            return UNKNOWN;
        }
        return of(side).byNumber.values().stream()
                .filter(p -> isActive(p, now, patience))
                .mapToLong(p -> p.latest)
                .min()
                .orElse(UNKNOWN);
    }

    /**
     * Up to which event time everything has come, but for what is late by less than the grace: of both sides, or of one while the other is silent.
     *
     * @return epoch milliseconds, or {@link #UNKNOWN}
     */
    long watermark(long now, long patience) {
        long least = Long.MAX_VALUE;
        for (Side side : Side.values()) {
            if (now - silentSince(side) < patience) {
                least = Math.min(least, watermark(side, now, patience));
            }
        }
        return least == Long.MAX_VALUE ? UNKNOWN : least;
    }

    /** Since when, by the wall clock, nothing has come from this side. */
    long silentSince(Side side) {
        return of(side).lastHeard;
    }

    private boolean isOwedPartition(Side side, long now, long patience) {
        Map<Integer, Partition> own = of(side).byNumber;
        return of(side.other()).byNumber.entrySet().stream()
                .filter(other -> now - other.getValue().activeSince < patience)
                .map(other -> own.get(other.getKey()))
                .anyMatch(p -> p == null || !isActive(p, now, patience));
    }

    private Partitions of(Side side) {
        return side == Side.CONTROL ? control : treatment;
    }

    private static boolean isActive(Partition partition, long now, long patience) {
        return now - partition.lastHeard < patience;
    }
}
