package dev.gregor.config;

/** The parameters of a fault. The configuration knows no fault by name: the catalogue of faults hands in its types. */
public interface FaultParameters {}
