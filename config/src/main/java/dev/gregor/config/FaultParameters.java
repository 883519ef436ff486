package dev.gregor.config;

import java.util.Optional;

/** The parameters of a fault. The configuration knows no fault by name: the catalogue of faults hands in its types. */
public interface FaultParameters {

    /** Whether the fault can act on values of the format. */
    default boolean worksOn(Format format) {
        return true;
    }

    /**
     * Why the fault cannot stand behind another one in the same experiment; empty if it can.
     *
     * @param earlier a fault that acts before this one
     */
    default Optional<String> conflictWith(FaultParameters earlier) {
        return Optional.empty();
    }
}
