package dev.gregor.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many faults of one experiment the ledger tells of, by window of event time: the latest windows. Not safe for threads. */
final class FaultCounts {
    private static final int MOST_WINDOWS = 2_000;

    private final long length;
    private final TreeMap<Long, Long> counts = new TreeMap<>();

    /**
     * Counts from nothing.
     *
     * @param length of a window, in milliseconds
     */
    FaultCounts(long length) {
        this.length = length;
    }

    /** Counts a fault on a record of this event time, and returns its window. */
    FaultWindow count(long timestamp) {
        long start = Math.floorDiv(timestamp, length) * length;
        long count = counts.merge(start, 1L, Long::sum);
        if (counts.size() > MOST_WINDOWS) {
            counts.pollFirstEntry();
        }
        return new FaultWindow(start, start + length, count);
    }

    long length() {
        return length;
    }

    List<FaultWindow> all() {
        List<FaultWindow> all = new ArrayList<>();
        for (Map.Entry<Long, Long> each : counts.entrySet()) {
            all.add(new FaultWindow(each.getKey(), each.getKey() + length, each.getValue()));
        }
        return all;
    }
}
