package dev.gregor.results;

/** Thrown where an experiment is to be reported on that was not judged yet; the message says what to do. */
public final class NoVerdictYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoVerdictYet(String message) {
        super(message);
    }
}
