package dev.gregor.pairing;

/**
 * What an application has counted so far, as it has written it to a topic and committed.
 *
 * @param treated pairs whose record was hit
 * @param untreated pairs whose record was not
 * @param alone outputs that were counted as having no partner
 */
public record Counted(long treated, long untreated, long alone) {
    static final Counted NOTHING = new Counted(0, 0, 0);

    long pairs() {
        return treated + untreated;
    }

    /** Pairs that the application is through with: a pair that it has not found has left two outputs alone. */
    public long settled() {
        return pairs() + alone / 2;
    }
}
