package dev.gregor.record;

/** Thrown where a record cannot be damaged as asked. It then passes untouched and is counted under the reason. */
public final class Skipped extends Exception {
    private static final long serialVersionUID = 1L;

    private final SkipReason reason;

    public Skipped(SkipReason reason, String message) {
        // No stack trace: a topic full of records without the field must not cost one for each.
        super(message, null, false, false);
        this.reason = reason;
    }

    public SkipReason reason() {
        return reason;
    }
}
