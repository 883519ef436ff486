package dev.gregor.divergence;

/** The arm that an output comes from. */
enum Side {
    CONTROL('c'),
    TREATMENT('t');

    private final byte code;

    Side(char code) {
        this.code = (byte) code;
    }

    /** The side as one byte in messages and keys. */
    byte code() {
        return code;
    }

    static Side of(byte code) {
        return code == CONTROL.code ? CONTROL : TREATMENT;
    }

    Side other() {
        return this == CONTROL ? TREATMENT : CONTROL;
    }
}
