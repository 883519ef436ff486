package dev.gregor.config;

/** Which pairs are taken together before bounds are drawn, since what follows each other is alike. */
public enum ClusterBy implements Word {
    /** None: each pair counts for itself. */
    RECORD,
    /** The pairs of one key of the control output. */
    KEY,
    /** The pairs of one window of event time. */
    WINDOW
}
