package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What must be remembered of the pairs whose true value is known, to say how often, or by how much, each arm is wrong. It merges and
 * is bounded as a {@link Summary} is. Not thread-safe.
 */
public sealed interface TruthSummary permits LabelTruth, ScoreTruth, NumberTruth {

    /**
     * The summary of nothing yet.
     *
     * @throws IllegalArgumentException if outputs of this type have no truth
     */
    static TruthSummary empty(Output output, Summary.Detail detail, boolean clustered) {
        return switch (output.type()) {
            case LABEL -> new LabelTruth(clustered);
            case SCORE -> new ScoreTruth(output, detail, clustered);
            case NUMBER -> new NumberTruth(clustered);
            default -> throw new IllegalArgumentException("a " + output.type().word() + " has no true value");
        };
    }

    /** The summary that {@link #write} wrote, for the same output, detail and clustering. */
    static TruthSummary read(Output output, Summary.Detail detail, boolean clustered, DataInput in) throws IOException {
        TruthSummary summary = empty(output, detail, clustered);
        summary.read(in);
        return summary;
    }

    /** What the true value of an output is: of a score the label that it is, or is not, the probability of. */
    public static Output.Type truthOf(Output.Type type) {
        return type == Output.Type.SCORE ? Output.Type.LABEL : type;
    }

    /**
     * Counts in a pair and its true value.
     *
     * @param truth of the type {@link #truthOf} the output's
     * @param cluster a hash of what makes pairs alike, ignored where they are not clustered
     * @throws IllegalArgumentException if a value is none of this output
     */
    void add(OutputValue control, OutputValue treatment, OutputValue truth, int cluster);

    /**
     * Counts in all that another summary has of the same output; the other one stays as it is.
     *
     * @throws IllegalArgumentException if the other one is of another kind
     */
    void merge(TruthSummary other);

    /** Writes the state; where it is the same, so are the bytes. */
    void write(DataOutput out) throws IOException;

    /** Takes the state that {@link #write} wrote, in place of its own. */
    void read(DataInput in) throws IOException;

    /** How many pairs with a true value were counted in. */
    long n();

    /**
     * A measure of what came so far.
     *
     * @param output the name of the output
     * @param alpha the chance that its bounds ever leave out the truth, above 0 and below 1
     * @return with a value of NaN where it is not defined for what came, and infinite bounds where there are none
     * @throws IllegalArgumentException if the measure is not one of this type of output
     */
    Estimate estimate(MeasureName measure, @Nullable String output, Arm arm, double alpha);
}
