package dev.gregor.config;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name of a measure: a number for how far two sets of outputs lie apart. */
public enum MeasureName implements Word {
    /** The mean of abs(treatment - control) over the pairs, in the unit of the output. */
    MEAN_ABSOLUTE_DIFFERENCE(Output.Type.NUMBER),
    /** The fraction of the pairs with abs(treatment - control) above the output's tolerance, from 0 to 1. */
    EXCEEDANCE_RATE(Output.Type.NUMBER),
    /** The fraction of the pairs whose label differs, from 0 to 1. */
    FLIP_RATE(Output.Type.LABEL),
    /** The fraction of the records with a control output whose treatment output did not come, from 0 to 1. */
    MISSING_RATE(null),
    /** The fraction of the pairs with a valid control output whose treatment output is invalid, from 0 to 1. */
    INVALID_RATE(null),
    /** The fraction of the pairs whose treatment output came more than once, from 0 to 1. */
    DUPLICATE_RATE(null),
    /** The mean of how much later the treatment output came than the control output, by the wall clock, in seconds. */
    OUTPUT_DELAY(null);

    private final Output.@Nullable Type type;

    MeasureName(Output.@Nullable Type type) {
        this.type = type;
    }

    /** Whether this measure is of a record and its outputs as a whole, and not of one compared value. */
    public boolean isOfRecords() {
        return type == null;
    }

    /** Whether this is a fraction, from 0 to 1. */
    public boolean isRate() {
        return this != MEAN_ABSOLUTE_DIFFERENCE && this != OUTPUT_DELAY;
    }

    /** Whether this measure is defined for outputs of the given type. */
    public boolean measures(Output.Type output) {
        return type == output;
    }

    /** The measures that are defined for outputs of the given type. */
    public static List<MeasureName> of(Output.Type output) {
        return Arrays.stream(values()).filter(m -> m.measures(output)).toList();
    }

    /** The measures that can be taken of this output: exceedances only where it has a tolerance. */
    public static List<MeasureName> of(Output output) {
        return of(output.type()).stream()
                .filter(m -> m != EXCEEDANCE_RATE || output.tolerance() != null)
                .toList();
    }

    /** The measures of records, which need no output. */
    public static List<MeasureName> ofRecords() {
        return Arrays.stream(values()).filter(MeasureName::isOfRecords).toList();
    }
}
