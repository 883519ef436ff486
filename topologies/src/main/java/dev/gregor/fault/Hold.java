package dev.gregor.fault;

import dev.gregor.config.Word;
import java.time.Duration;

/**
 * How a record is held back.
 *
 * @param by how long: milliseconds of a clock of time, or a number of offsets
 * @param clock which clock it is measured by
 * @param lane which earlier held records it must not overtake
 * @param spacingMicros how far behind the one before it in its lane it is released at least, in microseconds
 */
public record Hold(long by, Clock clock, Lane lane, long spacingMicros) {

    /** Held for a time, measured by the wall clock or by event time. */
    public static Hold of(Duration by, Clock clock, Lane lane) {
        return new Hold(by.toMillis(), clock, lane, 0);
    }

    /** Held for both times together, by the same clock. */
    Hold plus(Hold more) {
        if (clock != more.clock) {
            throw new IllegalArgumentException("a hold by the " + clock + " clock and one by the " + more.clock);
        }
        Lane narrower = lane.compareTo(more.lane) > 0 ? lane : more.lane;
        return new Hold(by + more.by, clock, narrower, Math.max(spacingMicros, more.spacingMicros));
    }

    Hold plus(Duration more) {
        return new Hold(by + more.toMillis(), clock, lane, spacingMicros);
    }

    /** The clocks there are. */
    public enum Clock implements Word {
        /** The clock of the machine, from the record's arrival. */
        WALL,
        /** The event time of the partition, from the record's timestamp. While the partition is idle it runs on with the wall clock. */
        EVENT,
        /** The offsets of the partition, from the record's own. While the partition is idle, nothing waits for more of them. */
        RECORDS
    }

    /** Which held records keep their order; the later in this list includes the earlier. */
    public enum Lane {
        NONE,
        KEY,
        /** All that the experiment holds on the partition. */
        EXPERIMENT
    }
}
