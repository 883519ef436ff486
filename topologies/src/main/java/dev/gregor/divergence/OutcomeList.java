package dev.gregor.divergence;

/** Lists outcomes one by one, for the experiments that ask for it. */
@FunctionalInterface
interface OutcomeList {
    /**
     * An outcome came about.
     *
     * @param id the pair id
     * @param output the output that it is the outcome of
     */
    void add(Measured experiment, Outcome outcome, byte[] id, Reading output);
}
