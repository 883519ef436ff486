package dev.gregor.report;

import dev.gregor.config.MeasureName;
import org.jspecify.annotations.Nullable;

/**
 * The effect of the fault without what there is without it: the treated pairs less those that no fault hit.
 *
 * @param against what was taken off: {@code untreated} pairs, or the {@code noise} between two control arms
 * @param value null where it is not known, as the bounds
 */
public record Net(
        @Nullable String output,
        MeasureName measure,
        String against,
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high) {
    public Net {
        value = ExperimentReport.finite(value);
        low = ExperimentReport.finite(low);
        high = ExperimentReport.finite(high);
    }
}
