package dev.gregor.runtime;

import dev.gregor.record.RawRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How fast the records of a sample came, by their timestamps.
 *
 * @param perSecond records a second, all partitions together; empty where no partition holds two records of different times
 * @param isLive whether the latest record is of this hour, so that the timestamps are those of the wall clock; else they are event time only
 */
record RecordRate(OptionalDouble perSecond, boolean isLive) {
    private static final long RECENT = Duration.ofHours(1).toMillis();

    /**
     * The rate of the last records of a topic. Each partition counts by its own span: a sample holds equally many records of each, and those of a slow
     * one lie farther apart.
     *
     * @param now the wall clock in epoch milliseconds
     */
    static RecordRate of(List<RawRecord> sample, long now) {
        Map<Integer, LongSummaryStatistics> times = new HashMap<>();
        sample.forEach(record -> times.computeIfAbsent(record.id().partition(), p -> new LongSummaryStatistics())
                .accept(record.timestamp()));
        double perSecond = 0;
        long latest = Long.MIN_VALUE;
        for (LongSummaryStatistics each : times.values()) {
            latest = Math.max(latest, each.getMax());
            if (each.getMax() > each.getMin()) {
                perSecond += (each.getCount() - 1) * 1000.0 / (each.getMax() - each.getMin());
            }
        }
        return new RecordRate(
                perSecond > 0 ? OptionalDouble.of(perSecond) : OptionalDouble.empty(),
                latest > now - RECENT && latest <= now + RECENT);
    }

    /** The clock that times at this rate are told by. */
    String clock() {
        return isLive ? "the wall clock" : "event time";
    }
}
