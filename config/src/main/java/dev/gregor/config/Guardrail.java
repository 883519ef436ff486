package dev.gregor.config;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A bound on a measure of the treated pairs. Crossing it halts the experiment. */
public record Guardrail(
        @Setting("The output that is guarded; left out for missing-rate, invalid-rate, duplicate-rate and output-delay")
        @Nullable
        String output,

        @Setting("The measure that is bounded") MeasureName measure,

        @Setting(
                "The margin: the largest value that can be borne, in the unit of the measure; seconds for output-delay")
        @Nullable
        Double max,

        @Setting(
                "In place of 'max', the smallest value that can be borne: for what is the worse the less it is, as rank-biased-overlap")
        @Nullable
        Double min,

        @Setting(
                value =
                        "In how many windows running the bound must be crossed for a halt; with 1 the run as a whole decides",
                byDefault = "1")
        int windows,

        @Setting(
                value =
                        "Whether crossing it halts the experiment on all instances; otherwise it only decides the verdict",
                byDefault = "true")
        boolean halt) {

    public Guardrail {
        Checks checks = new Checks();
        checks.require(
                (max == null) != (min == null),
                "max",
                max == null
                        ? "is missing; expected the largest value that can be borne, or the smallest as 'min'"
                        : "stands beside 'min'; expected one of them, and a second guardrail for the other");
        checkMargin(checks, "max", max, measure);
        checkMargin(checks, "min", min, measure);
        checks.require(windows >= 1, "windows", windows + " is too few; expected at least 1");
        checks.require(
                measure.canBeGuarded(),
                "measure",
                "'" + measure.word()
                        + "' has no bounds that hold while it is watched, and is only shown; expected one of "
                        + Arrays.stream(MeasureName.values())
                                .filter(MeasureName::canBeGuarded)
                                .map(MeasureName::word)
                                .collect(Collectors.joining(", ")));
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
                                    .filter(MeasureName::canBeGuarded)
                                    .map(MeasureName::word)
                                    .collect(Collectors.joining(", ")));
        }
        checks.done();
    }

    /** The largest value that can be borne; a crossing halts. */
    public Guardrail(@Nullable String output, MeasureName measure, double max, int windows) {
        this(output, measure, max, null, windows, true);
    }

    Guardrail withoutHalt() {
        return new Guardrail(output, measure, max, min, windows, false);
    }

    /** The value that must not be crossed, from whichever side. */
    public double margin() {
        return max != null ? max : min != null ? min : Double.NaN;
    }

    /** Whether larger values are the worse ones. */
    public boolean boundsFromAbove() {
        return max != null;
    }

    /** Whether all values between two bounds lie beyond the margin. */
    public boolean isCrossedBy(double low, double high) {
        return boundsFromAbove() ? low > margin() : high < margin();
    }

    /** Whether all values between two bounds can be borne. */
    public boolean isHeldBy(double low, double high) {
        return boundsFromAbove() ? high <= margin() : low >= margin();
    }

    private static void checkMargin(Checks checks, String name, @Nullable Double margin, MeasureName measure) {
        if (margin == null) {
            return;
        }
        checks.require(
                Double.isFinite(margin) && (margin >= 0 || !measure.isNeverNegative()),
                name,
                margin + " is not a margin; expected a number" + (measure.isNeverNegative() ? " of at least 0" : ""));
    }
}
