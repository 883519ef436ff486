package dev.gregor.runtime;

/** Thrown where a switch would have no effect; the message says why, and what to do first. */
public final class CannotSwitch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotSwitch(String message) {
        super(message);
    }
}
