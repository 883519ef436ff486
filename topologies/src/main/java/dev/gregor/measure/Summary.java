package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must be remembered of one output, in one arm and span of time, to give every measure of it at any time, in memory that is
 * bounded whatever comes. Summaries of parts merge into that of the whole. In whatever order and grouping the pairs came, the
 * values and the bytes are the same; only the bounds of bounded means, and the sums that these need, depend on the order
 * within a part. Not thread-safe.
 */
public sealed interface Summary permits NumberSummary, LabelSummary, DistanceSummary {

    /** How much is kept of a sample of numbers. */
    enum Detail {
        /** 512 different values exactly, then 2,048 bins to either side of 0: 16 orders of magnitude. */
        RUN(512, 2_048),
        /** 128 different values exactly, then 512 bins to either side of 0: 4 orders of magnitude. */
        WINDOW(128, 512);

        private final int limit;
        private final int bins;

        Detail(int limit, int bins) {
            this.limit = limit;
            this.bins = bins;
        }

        /** How many different values other than 0 a sample has at most while it is exact. */
        int limit() {
            return limit;
        }

        int bins() {
            return bins;
        }
    }

    /**
     * The summary of nothing yet.
     *
     * @param clustered whether the pairs of one cluster are alike, so that bounds are taken over clusters
     */
    static Summary empty(Output output, Detail detail, boolean clustered) {
        return switch (output.type()) {
            case NUMBER, SCORE -> new NumberSummary(output, detail, clustered);
            case LABEL -> new LabelSummary(output, clustered);
            case RANKING, VECTOR, TEXT -> new DistanceSummary(output, detail, clustered);
        };
    }

    /** The summary that {@link #write} wrote, for the same output, detail and clustering. */
    static Summary read(Output output, Detail detail, boolean clustered, DataInput in) throws IOException {
        Summary summary = empty(output, detail, clustered);
        summary.read(in);
        return summary;
    }

    /**
     * Counts a pair in.
     *
     * @param cluster a hash of what makes pairs alike, ignored where they are not clustered
     * @return false, with nothing counted, if the two values have no distance, as vectors of different lengths
     * @throws IllegalArgumentException if a value is none of this output
     */
    boolean add(OutputValue control, OutputValue treatment, int cluster);

    /** Counts in a value of the control sample, where nothing is paired; of the types that have measures of samples. */
    void addControl(OutputValue value);

    /** Counts in a value of the treatment sample, where nothing is paired; of the types that have measures of samples. */
    void addTreatment(OutputValue value);

    /**
     * Counts in all that another summary has of the same output; the other one stays as it is.
     *
     * @throws IllegalArgumentException if the other one is of another kind
     */
    void merge(Summary other);

    /** Writes the state; where it is the same, so are the bytes. */
    void write(DataOutput out) throws IOException;

    /** Takes the state that {@link #write} wrote, in place of its own. */
    void read(DataInput in) throws IOException;

    /** How many pairs were counted in. */
    long n();

    /**
     * A measure of what came so far, over the pairs or, without any, over the two samples.
     *
     * @param output the name of the output
     * @param alpha the chance that its bounds ever leave out the truth, above 0 and below 1
     * @return with a value of NaN where it is not defined for what came, and infinite bounds where there are none; n is the number of
     *     pairs, or of values in the treatment sample
     * @throws IllegalArgumentException if the measure is not one of this type of output
     */
    Estimate estimate(MeasureName measure, @Nullable String output, Arm arm, double alpha);

    /** The outputs of both arms as a report draws them; empty without any, or where there is nothing to draw. */
    Optional<Shape> shape();
}
