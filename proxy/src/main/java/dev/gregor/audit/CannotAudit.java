package dev.gregor.audit;

/** Thrown where an audit is not possible: something is missing that the user must give, or too much does not fit; the message says what. */
public final class CannotAudit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotAudit(String message) {
        super(message);
    }
}
