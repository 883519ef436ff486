package dev.gregor.injection;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** The work that one look at the hold store may do, so that the records that come need not wait for those that go. */
final class Quota implements BooleanSupplier {
    private final LongSupplier clock;
    private final long until;
    private int left;

    /**
     * A quota that begins now.
     *
     * @param most how many entries are handled at the most
     * @param clock the wall clock in milliseconds
     * @param millis for how long
     */
    Quota(int most, LongSupplier clock, long millis) {
        this.left = most;
        this.clock = clock;
        this.until = clock.getAsLong() + millis;
    }

    /** Takes one more from the quota; false if nothing is left of it. */
    @Override
    public boolean getAsBoolean() {
        if (left == 0) {
            return false;
        }
        left--;
        // The clock is not asked for each one, since asking costs as much as many a release.
        if (left % 64 == 0 && clock.getAsLong() >= until) {
            left = 0;
        }
        return true;
    }
}
