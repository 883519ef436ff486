package dev.gregor.config;

import org.jspecify.annotations.Nullable;

/** One output of the pipeline that is compared between the arms. */
public record Output(
        @Setting("What the output is") Type type,

        @Setting("Where the output stands in the value, as prediction.delay; its name if left out") @Nullable
        FieldPath path) {

    /** What an output is; this decides how far two of them lie apart. */
    public enum Type implements Word {
        /** A quantity: differences count. */
        NUMBER,
        /** One of several classes: only equality counts. */
        LABEL
    }
}
