package dev.gregor.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How much an output moved for how much an input was moved: the mean absolute difference of the output over the mean absolute change
 * of the field, over the treated records.
 *
 * @param field the field that was changed, by its path
 * @param outputDifference in the unit of the output
 * @param fieldChange in the unit of the field; above 0
 * @param n how many changes of the field the ledger tells of
 */
public record Amplification(String output, String field, double outputDifference, double fieldChange, long n) {
    public Amplification {
        if (!(fieldChange > 0)) {
            throw new IllegalArgumentException(field + " changed by " + fieldChange + "; expected more than 0");
        }
    }

    /** In units of the output for each unit of the field. */
    @JsonProperty
    public double value() {
        return outputDifference / fieldChange;
    }
}
