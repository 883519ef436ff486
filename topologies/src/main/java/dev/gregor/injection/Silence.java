package dev.gregor.injection;

import dev.gregor.fault.History;
import dev.gregor.record.RecordId;
import java.util.function.LongSupplier;

/**
 * Whether a partition has fallen silent: no record for a while, and none left in its log. A broker that is away, or a task that
 * is behind, is no silence, so that what silence brings about does not depend on them.
 */
final class Silence {
    private static final long ASK_EVERY_MILLIS = 1_000;

    private final History history;
    private final LongSupplier clock;
    private long since;
    private long askAt;
    private boolean isCertain;

    /**
     * No silence yet.
     *
     * @param clock the wall clock in epoch milliseconds
     */
    Silence(History history, LongSupplier clock) {
        this.history = history;
        this.clock = clock;
        broken(clock.getAsLong());
    }

    /**
     * A record came.
     *
     * @param now the wall clock in epoch milliseconds
     */
    void broken(long now) {
        since = now;
        askAt = now + ASK_EVERY_MILLIS;
        isCertain = false;
    }

    /**
     * For how many milliseconds it has been silent; 0 while the log may have more.
     *
     * @param last the last record that came
     */
    long lasted(RecordId last, long now) {
        if (!isCertain && now >= askAt) {
            isCertain = history.endsWith(last);
            // Counted from the answer, for which the stream has waited.
            askAt = clock.getAsLong() + ASK_EVERY_MILLIS;
        }
        return isCertain ? now - since : 0;
    }
}
