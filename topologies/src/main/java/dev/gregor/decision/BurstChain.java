package dev.gregor.decision;

import dev.gregor.config.Bursts;
import dev.gregor.record.Arrival;

/**
 * The state of a Gilbert-Elliott chain in any window, without going through all windows before it. The state follows from the one
 * before and the draw of the window; some draws lead to the same state from either, so it is enough to look back to the last
 * of these (coupling from the past: Propp and Wilson, 1996). That is a mean of at most 500 windows.
 */
final class BurstChain {
    private final Dice dice;
    private final Bursts bursts;
    private final double beginning;
    private final double staying;
    private long lastChain;
    private long lastWindow = Long.MIN_VALUE;
    private boolean lastState;

    BurstChain(Dice dice, Bursts bursts) {
        this.dice = dice;
        this.bursts = bursts;
        this.beginning = bursts.beginning();
        this.staying = 1 - bursts.ending();
    }

    /** Whether a burst is on for the record. */
    boolean isOn(Arrival record) {
        long chain = dice.chain(record, bursts.per());
        long window = windowOf(record.timestamp());
        if (chain != lastChain || window != lastWindow) {
            lastState = isOn(chain, window);
            lastChain = chain;
            lastWindow = window;
        }
        return lastState;
    }

    /** When the burst began that the record lies in, in epoch milliseconds of event time. */
    long onSince(Arrival record) {
        long chain = dice.chain(record, bursts.per());
        long window = windowOf(record.timestamp());
        while (isOn(chain, window - 1)) {
            window--;
        }
        return window * bursts.window().toMillis();
    }

    private boolean isOn(long chain, long window) {
        boolean isTurned = false;
        for (long at = window; ; at--) {
            double draw = Dice.window(chain, at);
            boolean afterOff = draw < beginning;
            boolean afterOn = draw < staying;
            if (afterOff == afterOn) {
                return afterOn != isTurned;
            }
            // The window either keeps the state of the one before it, or turns it.
            isTurned ^= afterOff;
        }
    }

    private long windowOf(long timestamp) {
        return Math.floorDiv(timestamp, bursts.window().toMillis());
    }
}
