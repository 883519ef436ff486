package dev.gregor.record;

/** Thrown where a changed document cannot be written. The record passes untouched. */
public final class Unencodable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unencodable(String message) {
        super(message);
    }

    public Unencodable(String message, Throwable cause) {
        super(message, cause);
    }
}
