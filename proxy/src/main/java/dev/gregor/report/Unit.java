package dev.gregor.report;

import dev.gregor.config.MeasureName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The unit that a measure is shown in.
 *
 * @param name as {@code minutes} or {@code %}; empty where it is not known
 * @param factor what a value is multiplied with: 100 for a rate, which is shown in percent
 */
record Unit(String name, double factor) {

    static Unit of(@Nullable String output, MeasureName measure, Map<String, String> units) {
        if (measure.isRate()) {
            return new Unit("%", 100);
        }
        return new Unit(measure.isOfRecords() || output == null ? "s" : units.getOrDefault(output, ""), 1);
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
