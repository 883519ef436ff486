package dev.gregor.throughput;

/** In what way flights are passed on. */
enum Variant {
    /** As JSON, to one topic, in transactions. */
    PLAIN("%s"),
    /** As Avro. */
    AVRO("avro-%s"),
    /** To two topics: a canary's too. */
    CANARY("%s-canary"),
    /** Without transactions. */
    AT_LEAST_ONCE("at-least-once-%s");

    private final String pattern;

    Variant(String pattern) {
        this.pattern = pattern;
    }

    /** What a case is called where it is done in this way. */
    String named(String label) {
        return pattern.formatted(label);
    }

    /** {@link Flights#JSON} or {@link Flights#AVRO}. */
    String format() {
        return this == AVRO ? Flights.AVRO : Flights.JSON;
    }

    boolean isExactlyOnce() {
        return this != AT_LEAST_ONCE;
    }

    boolean isTwofold() {
        return this == CANARY;
    }
}
