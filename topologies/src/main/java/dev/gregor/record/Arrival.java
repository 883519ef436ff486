package dev.gregor.record;

import org.jspecify.annotations.Nullable;

/** What a draw needs to know of a record. Most records are passed by for it alone, and nothing is made for them. */
public interface Arrival {
    String topic();

    int partition();

    long offset();

    byte @Nullable [] key();

    /** Event time in epoch milliseconds. */
    long timestamp();
}
