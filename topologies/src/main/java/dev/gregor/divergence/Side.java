package dev.gregor.divergence;

/** The arm that an output comes from. */
enum Side {
    CONTROL,
    TREATMENT;

    Side other() {
        return this == CONTROL ? TREATMENT : CONTROL;
    }
}
