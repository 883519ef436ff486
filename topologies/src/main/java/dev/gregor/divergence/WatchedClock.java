package dev.gregor.divergence;

/**
 * The wall clock without the times when this task did not watch. A thread that stood still, in a long commit or on a sleeping
 * machine, has heard nothing meanwhile; that is no silence of the others, whose outputs are queued behind it.
 */
final class WatchedClock {
    /** A pause between two ticks that is longer is a standstill. Ticks come every {@link Pairing#INTERVAL}. */
    private static final long STANDSTILL = 5_000;

    private long lastTick;
    private long lost;

    /** Begins at a wall-clock time in epoch milliseconds. */
    WatchedClock(long now) {
        lastTick = now;
    }

    /** Called at regular intervals with the wall clock. */
    void tick(long now) {
        if (now - lastTick > STANDSTILL) {
            lost += now - lastTick;
        }
        lastTick = now;
    }

    /** The time for a wall-clock time; both in milliseconds. */
    long at(long now) {
        return now - lost;
    }
}
