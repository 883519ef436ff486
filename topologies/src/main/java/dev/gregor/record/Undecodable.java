package dev.gregor.record;

/** Thrown where bytes are not of the format that they were taken for. The record passes untouched. */
public final class Undecodable extends Exception {
    private static final long serialVersionUID = 1L;

    public Undecodable(String message) {
        super(message);
    }

    public Undecodable(String message, Throwable cause) {
        super(message, cause);
    }
}
