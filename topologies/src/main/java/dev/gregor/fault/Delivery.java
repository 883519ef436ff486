package dev.gregor.fault;

import dev.gregor.record.RawRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record that goes out.
 *
 * @param hold how it is held back; null if it goes out at once
 * @param isByKey whether its partition follows from its key; otherwise it goes to the partition that the record came from
 */
public record Delivery(RawRecord record, @Nullable Hold hold, boolean isByKey) {}
