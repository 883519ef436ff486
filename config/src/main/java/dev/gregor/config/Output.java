package dev.gregor.config;

import org.jspecify.annotations.Nullable;

/** One output of the pipeline that is compared between the arms. */
public record Output(
        @Setting("What the output is") Type type,

        @Setting("Where the output stands in the value, as prediction.delay; its name if left out") @Nullable
        FieldPath path,

        @Setting(
                "For a number: the largest difference that still counts as none, in its unit; exceedance-rate counts those above")
        @Nullable
        Double tolerance) {

    public Output {
        Checks checks = new Checks();
        if (tolerance != null) {
            checks.require(
                    tolerance >= 0 && Double.isFinite(tolerance),
                    "tolerance",
                    tolerance + " is not a tolerance; expected a number of at least 0");
            checks.require(
                    type == Type.NUMBER, "tolerance", "only a number has a tolerance; expected none beside a label");
        }
        checks.done();
    }

    /** An output without a tolerance. */
    public Output(Type type, @Nullable FieldPath path) {
        this(type, path, null);
    }

    /** What an output is; this decides how far two of them lie apart. */
    public enum Type implements Word {
        /** A quantity: differences count. */
        NUMBER,
        /** One of several classes: only equality counts. */
        LABEL
    }
}
