package dev.gregor.config;

/** A bound on a measure of the treated pairs. */
public record Guardrail(
        @Setting("The output that is guarded") String output,
        @Setting("The measure that is bounded") MeasureName measure,

        @Setting("The margin: the largest value that can be borne, in the unit of the measure")
        double max,

        @Setting(value = "In how many windows running the bound must be crossed", byDefault = "1")
        int windows) {

    public Guardrail {
        Checks checks = new Checks();
        checks.require(
                max >= 0 && Double.isFinite(max), "max", max + " is not a margin; expected a number of at least 0");
        checks.require(windows >= 1, "windows", windows + " is too few; expected at least 1");
        checks.done();
    }
}
