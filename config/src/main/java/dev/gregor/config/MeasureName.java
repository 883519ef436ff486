package dev.gregor.config;

import java.util.Arrays;
import java.util.List;

/** The name of a measure: a number for how far two sets of outputs lie apart. */
public enum MeasureName implements Word {
    /** The mean of abs(treatment - control) over the pairs, in the unit of the output. */
    MEAN_ABSOLUTE_DIFFERENCE(Output.Type.NUMBER),
    /** The fraction of the pairs whose label differs, from 0 to 1. */
    FLIP_RATE(Output.Type.LABEL);

    private final Output.Type type;

    MeasureName(Output.Type type) {
        this.type = type;
    }

    /** Whether this measure is defined for outputs of the given type. */
    public boolean measures(Output.Type output) {
        return type == output;
    }

    /** The measures that are defined for outputs of the given type. */
    public static List<MeasureName> of(Output.Type output) {
        return Arrays.stream(values()).filter(m -> m.measures(output)).toList();
    }
}
