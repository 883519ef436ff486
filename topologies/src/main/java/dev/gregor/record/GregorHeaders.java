package dev.gregor.record;

/** The names of the headers that tie an output to its record and its treatment. */
public final class GregorHeaders {
    /** The {@link RecordId} of the raw record. */
    public static final String ID = "gregor-id";

    /** The name of the experiment that hit the record; only treated records carry it. */
    public static final String EXPERIMENT = "gregor-experiment";

    private GregorHeaders() {}
}
