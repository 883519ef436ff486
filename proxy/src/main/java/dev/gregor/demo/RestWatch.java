package dev.gregor.demo;

import dev.gregor.results.VerdictEvent;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the verdicts of one experiment whether its run is over. A fault may drop outputs, double them, hold them back or
 * leave them unreadable, so it is not enough to count pairs: the run is over once every control output is settled, as a pair
 * or as one that has found no other, and the verdict has not moved for a while. Outputs that count for no experiment, as those
 * outside of a schedule, are never settled; then it is over when nothing has moved for longer than anything is waited for.
 */
final class RestWatch {
    private final long due;
    private final Duration rest;
    private final Duration silence;
    private @Nullable VerdictEvent last;
    private long since;

    /**
     * @param due how many control outputs there are to settle
     * @param rest how long the verdict has to stay as it is when all are settled
     * @param silence how long when they are not; longer than the patience of the pairing
     */
    RestWatch(long due, Duration rest, Duration silence) {
        this.due = due;
        this.rest = rest;
        this.silence = silence;
    }

    /**
     * Takes the verdict of now.
     *
     * @param nanos the time by a clock that never goes back
     * @return whether the run is over
     */
    boolean isOver(Optional<VerdictEvent> now, long nanos) {
        if (now.isEmpty()) {
            return false;
        }
        if (!now.get().equals(last)) {
            last = now.get();
            since = nanos;
        }
        long still = nanos - since;
        return still >= (now.get().settled() >= due ? rest : silence).toNanos();
    }

    /** What is said of a run that was cut off. */
    String cutOff(Duration patience) {
        long settled = last == null ? 0 : last.settled();
        return String.format(
                java.util.Locale.ROOT,
                "The run was cut off after %d s, with %,d of %,d outputs settled.",
                patience.toSeconds(),
                settled,
                due);
    }
}
