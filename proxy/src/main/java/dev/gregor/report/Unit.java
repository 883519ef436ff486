package dev.gregor.report;

import dev.gregor.config.MeasureName;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The unit that a measure is shown in.
 *
 * @param name as {@code minutes} or {@code %}; empty where it is not known
 * @param factor what a value is multiplied with: 100 for a rate, which is shown in percent
 */
record Unit(String name, double factor) {
    /** The measures of an output that are in its unit; the others have none. */
    private static final Set<MeasureName> IN_THE_UNIT_OF_THE_OUTPUT = EnumSet.of(
            MeasureName.MEAN_DIFFERENCE,
            MeasureName.MEAN_ABSOLUTE_DIFFERENCE,
            MeasureName.ROOT_MEAN_SQUARE_DIFFERENCE,
            MeasureName.MAX_ABSOLUTE_DIFFERENCE,
            MeasureName.QUANTILE_DIFFERENCE_P50,
            MeasureName.QUANTILE_DIFFERENCE_P95,
            MeasureName.QUANTILE_DIFFERENCE_P99,
            MeasureName.WASSERSTEIN,
            MeasureName.MEAN_ABSOLUTE_ERROR_CONTROL,
            MeasureName.MEAN_ABSOLUTE_ERROR_TREATMENT,
            MeasureName.MEAN_ABSOLUTE_ERROR_RISE);

    static Unit of(@Nullable String output, MeasureName measure, Map<String, String> units) {
        if (measure.isRate()) {
            return new Unit("%", 100);
        }
        if (measure.isOfRecords() || output == null) {
            return new Unit("s", 1);
        }
        return new Unit(IN_THE_UNIT_OF_THE_OUTPUT.contains(measure) ? units.getOrDefault(output, "") : "", 1);
    }

    /** The same unit for where its name stands already, as in the head of a table. */
    Unit unnamed() {
        return new Unit("", factor);
    }

    /** The value without its unit; a dash where it is not known. */
    String bare(@Nullable Double value) {
        return value == null ? "\u2013" : Figures.number(value * factor);
    }

    String with(@Nullable Double value) {
        return value == null || name.isEmpty() ? bare(value) : bare(value) + "\u00a0" + name;
    }
}
