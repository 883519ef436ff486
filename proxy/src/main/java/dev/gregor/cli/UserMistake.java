package dev.gregor.cli;

/** Thrown for an argument that cannot be used; the message says what was expected. */
final class UserMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserMistake(String message) {
        super(message);
    }
}
