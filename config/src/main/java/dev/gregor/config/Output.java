package dev.gregor.config;

import org.jspecify.annotations.Nullable;

/** One output of the pipeline that is compared between the arms. */
public record Output(
        @Setting("What the output is") Type type,

        @Setting("Where the output stands in the value, as prediction.delay; its name if left out") @Nullable
        FieldPath path,

        @Setting(
                "For a number or a score: the largest difference that still counts as none, in its unit; exceedance-rate counts those above")
        @Nullable
        Double tolerance,

        @Setting(
                "For a label: the class that McNemar's test sets against the rest, needed where there are more than two; for a score:"
                        + " the true label that it is the probability of, 'true' if left out")
        @Nullable
        String positive,

        @Setting("For a ranking: how many items from the top overlap-at-k looks at, 1 to 1000; 10 if left out")
        @Nullable
        Integer k,

        @Setting(
                "Where the true value of this output stands in the records of 'truth', as actual.delay; without it none is looked for")
        @Nullable
        FieldPath truth) {

    /** How many items from the top are looked at where nothing is said. */
    public static final int DEFAULT_K = 10;

    private static final int LARGEST_K = 1_000;

    public Output {
        Checks checks = new Checks();
        if (tolerance != null) {
            checks.require(
                    tolerance >= 0 && Double.isFinite(tolerance),
                    "tolerance",
                    tolerance + " is not a tolerance; expected a number of at least 0");
            checks.require(
                    type == Type.NUMBER || type == Type.SCORE,
                    "tolerance",
                    "only a number or a score has a tolerance; expected none beside a " + type.word());
        }
        checks.require(
                positive == null || type == Type.LABEL || type == Type.SCORE,
                "positive",
                "only a label or a score has a positive class; expected none beside a " + type.word());
        if (k != null) {
            checks.require(k >= 1 && k <= LARGEST_K, "k", k + " is no number of items; expected 1 to " + LARGEST_K);
            checks.require(
                    type == Type.RANKING, "k", "only a ranking has a top; expected none beside a " + type.word());
        }
        checks.require(
                truth == null || type == Type.NUMBER || type == Type.SCORE || type == Type.LABEL,
                "truth",
                "a " + type.word() + " is not set against a true value; expected that beside a number, score or label");
        checks.done();
    }

    /** An output that needs nothing but its place. */
    public Output(Type type, @Nullable FieldPath path) {
        this(type, path, null);
    }

    /** An output with a tolerance. */
    public Output(Type type, @Nullable FieldPath path, @Nullable Double tolerance) {
        this(type, path, tolerance, null, null, null);
    }

    /** How many items from the top of a ranking are looked at. */
    public int top() {
        return k == null ? DEFAULT_K : k;
    }

    /** What an output is; this decides how far two of them lie apart. */
    public enum Type implements Word {
        /** A quantity: differences count. */
        NUMBER,
        /** One of several classes: only equality counts. */
        LABEL,
        /** A probability, from 0 to 1. */
        SCORE,
        /** A list of items, the best first. */
        RANKING,
        /** A list of numbers: a direction, or a point. */
        VECTOR,
        /** A text in a natural language. */
        TEXT
    }
}
