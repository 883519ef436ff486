package dev.gregor.http;

/** Thrown where the configured address cannot be listened at; the message says which and what to change. */
public final class AddressTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AddressTaken(String message, Throwable cause) {
        super(message, cause);
    }
}
