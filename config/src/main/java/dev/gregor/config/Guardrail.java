package dev.gregor.config;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A bound on a measure of the treated pairs. */
public record Guardrail(
        @Setting("The output that is guarded; left out for missing-rate, invalid-rate, duplicate-rate and output-delay")
        @Nullable
        String output,

        @Setting("The measure that is bounded") MeasureName measure,

        @Setting(
                "The margin: the largest value that can be borne, in the unit of the measure; seconds for output-delay")
        double max,

        @Setting(value = "In how many windows running the bound must be crossed", byDefault = "1")
        int windows) {

    public Guardrail {
        Checks checks = new Checks();
        checks.require(
                max >= 0 && Double.isFinite(max), "max", max + " is not a margin; expected a number of at least 0");
        checks.require(windows >= 1, "windows", windows + " is too few; expected at least 1");
        if (output == null) {
            checks.require(
                    measure.isOfRecords(),
                    "output",
                    "is missing; expected the output that '" + measure.word() + "' is to be taken of");
        } else {
            checks.require(
                    !measure.isOfRecords(),
                    "output",
                    "'" + measure.word() + "' is of whole records, not of '" + output + "'; expected no output beside "
                            + MeasureName.ofRecords().stream()
                                    .map(MeasureName::word)
                                    .collect(Collectors.joining(", ")));
        }
        checks.done();
    }
}
