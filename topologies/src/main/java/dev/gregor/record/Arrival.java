package dev.gregor.record;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record as its topic gives it. Most are passed by for what is told here, and nothing is made of them. */
public interface Arrival {
    String topic();

    int partition();

    long offset();

    byte @Nullable [] key();

    byte @Nullable [] value();

    Headers headers();

    /** Event time in epoch milliseconds. */
    long timestamp();
}
