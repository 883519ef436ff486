package dev.gregor.demo;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the records, counted since the start.
 *
 * @param scored records that gave a prediction
 * @param unreadable records that gave none, since their value is no JSON object
 */
record InferenceCounts(LongAdder scored, LongAdder unreadable) {
    InferenceCounts() {
        this(new LongAdder(), new LongAdder());
    }
}
