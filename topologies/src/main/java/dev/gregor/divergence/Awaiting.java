package dev.gregor.divergence;

/** What an open entry waits for. */
enum Awaiting {
    /** A control output has come, and waits for that of the treatment arm. */
    TREATMENT('t'),
    /** A treatment output has come, and waits for that of the control arm. */
    CONTROL('c'),
    /** Both have come, and it is the ledger that can tell by whom their record was hit. */
    LEDGER('l'),
    /** The ledger has told of a record whose outputs have not come. */
    ANY_OUTPUT('a'),
    /** A decided pair waits for its true values. */
    TRUTH('v'),
    /** True values wait for their pair. */
    PAIR('p');

    private final byte code;

    Awaiting(char code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Awaiting of(byte code) {
        for (Awaiting each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        throw new IllegalStateException("An entry of the unknown kind " + code);
    }
}
