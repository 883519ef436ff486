package dev.gregor.audit;

/** Thrown where an audit lacks something that the user must give; the message says what. */
public final class CannotAudit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotAudit(String message) {
        super(message);
    }
}
