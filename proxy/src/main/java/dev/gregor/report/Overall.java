package dev.gregor.report;

import dev.gregor.config.MeasureName;
import org.jspecify.annotations.Nullable;

/**
 * What the fault does to the traffic as a whole: {@code value = share x direct + (1 - share) x spill-over}.
 *
 * @param direct the measure over the treated pairs
 * @param spillOver the measure over the untreated pairs
 * @param treatedShare the share of the pairs that were treated, from 0 to 1
 * @param value the measure over all pairs
 */
public record Overall(
        @Nullable String output,
        MeasureName measure,
        double direct,
        double spillOver,
        double treatedShare,
        double value) {
    private static final double ROUNDING = 1e-6;

    /** What the identity gives; it lies apart from {@link #value} only where something was miscounted. */
    double byTheIdentity() {
        return treatedShare * direct + (1 - treatedShare) * spillOver;
    }

    /** Whether the identity holds, but for rounding. */
    boolean holds() {
        double size = Math.max(Math.abs(direct), Math.abs(spillOver));
        return Math.abs(byTheIdentity() - value) <= ROUNDING * size;
    }
}
