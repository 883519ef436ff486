package dev.gregor.fault;

import dev.gregor.config.Word;

/** The clocks of time that a fault may hold a record by. */
public enum HeldBy implements Word {
    WALL(Hold.Clock.WALL),
    EVENT(Hold.Clock.EVENT);

    private final Hold.Clock clock;

    HeldBy(Hold.Clock clock) {
        this.clock = clock;
    }

    Hold.Clock clock() {
        return clock;
    }
}
