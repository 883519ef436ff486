package dev.gregor.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What a guardrail needs until it can be told to hold, if nothing differs and at the rate at which the sample came.
 *
 * @param output the guarded output; null where the measure is of whole records
 * @param measure the word of the guarded measure
 * @param margin what must not be crossed
 * @param pairs the treated pairs until the bounds of the measure lie within the margin, if nothing differs, and no fewer than
 *     min-pairs; null if no number of pairs can show it
 * @param pairsAtHalf the same if half of what the margin allows does differ
 * @param records the records of the route that hold so many hits; null where that is not known
 * @param recordsAtHalf the same for the pairs at half
 * @param seconds how long these take
 * @param secondsAtHalf the same for the pairs at half
 * @param supposing what the numbers rest on, as a sentence without a stop
 */
public record PlannedEffort(
        @Nullable String output,
        String measure,
        double margin,
        @Nullable Long pairs,
        @Nullable Long pairsAtHalf,
        @Nullable Long records,
        @Nullable Long recordsAtHalf,
        @Nullable Double seconds,
        @Nullable Double secondsAtHalf,
        String supposing) {}
