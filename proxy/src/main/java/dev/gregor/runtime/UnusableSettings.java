package dev.gregor.runtime;

/** Thrown where a library cannot work with the settings that are meant for it; the message names them, and holds no secret. */
public final class UnusableSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableSettings(String message, Throwable cause) {
        super(message, cause);
    }
}
