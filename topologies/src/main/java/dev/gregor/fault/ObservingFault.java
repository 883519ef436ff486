package dev.gregor.fault;

import dev.gregor.record.Skipped;

/** A fault that has to see all records of its partition while its experiment runs, to know what it does to some of them. */
public interface ObservingFault extends Fault {

    /**
     * Looks at a record, before any fault acts on it, and remembers of it what is needed.
     *
     * @throws Skipped if the record has nothing that the fault could remember
     */
    void observe(Treatment seen) throws Skipped;
}
