package dev.gregor.fault;

import dev.gregor.config.Word;
import java.time.Duration;

/**
 * How a record is held back.
 *
 * @param by how long
 * @param clock which clock the time is measured by
 * @param keepOrder whether it must not overtake an earlier held record of the same key
 */
public record Hold(Duration by, Clock clock, boolean keepOrder) {

    Hold plus(Hold more) {
        return new Hold(by.plus(more.by), more.clock, keepOrder || more.keepOrder);
    }

    /** The clocks there are. */
    public enum Clock implements Word {
        /** The clock of the machine, from the record's arrival. */
        WALL,
        /** The event time of the partition, from the record's timestamp. While the partition is idle it runs on with the wall clock. */
        EVENT
    }
}
