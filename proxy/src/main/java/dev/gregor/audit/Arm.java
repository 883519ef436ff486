package dev.gregor.audit;

/** The arms of a route. */
enum Arm {
    CONTROL(0),
    TREATMENT(1);

    private final int number;

    Arm(int number) {
        this.number = number;
    }

    /** The same in every run. */
    int number() {
        return number;
    }
}
