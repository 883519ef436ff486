package dev.gregor.measure;

import static dev.gregor.config.MeasureName.COSINE_DISTANCE;
import static dev.gregor.config.MeasureName.EDIT_DISTANCE;
import static dev.gregor.config.MeasureName.EUCLIDEAN_DISTANCE;
import static dev.gregor.config.MeasureName.KENDALL_TAU;
import static dev.gregor.config.MeasureName.OVERLAP_AT_K;
import static dev.gregor.config.MeasureName.RANK_BIASED_OVERLAP;
import static dev.gregor.config.MeasureName.TOKEN_JACCARD;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/** One distance, or likeness, of the two values of a pair: its mean and, where quantiles are measured, a sample of it. */
final class PairDistance {
    private final MeasureName name;
    private final ToDoubleBiFunction<OutputValue, OutputValue> distance;
    private final Mean mean;
    private final Summary.Detail detail;
    private @Nullable Sample sample;

    private PairDistance(
            MeasureName name,
            ToDoubleBiFunction<OutputValue, OutputValue> distance,
            Mean mean,
            Summary.Detail detail,
            boolean sampled) {
        this.name = name;
        this.distance = distance;
        this.mean = mean;
        this.detail = detail;
        this.sample = sampled ? new Sample(detail) : null;
    }

    /** The distances that are measured for a ranking, a vector or a text. */
    static List<PairDistance> of(Output output, Summary.Detail detail, boolean clustered) {
        return switch (output.type()) {
            case RANKING ->
                List.of(
                        new PairDistance(
                                OVERLAP_AT_K,
                                (c, t) -> Rankings.overlapAt(output.top(), items(c), items(t)),
                                Mean.within(0, 1, clustered),
                                detail,
                                false),
                        new PairDistance(
                                RANK_BIASED_OVERLAP,
                                (c, t) -> Rankings.rankBiasedOverlap(Rankings.PERSISTENCE, items(c), items(t)),
                                Mean.within(0, 1, clustered),
                                detail,
                                false),
                        new PairDistance(
                                KENDALL_TAU,
                                (c, t) -> Rankings.kendallTau(items(c), items(t)),
                                Mean.within(-1, 1, clustered),
                                detail,
                                false));
            case VECTOR ->
                List.of(
                        new PairDistance(
                                COSINE_DISTANCE,
                                (c, t) -> Vectors.cosineDistance(vector(c), vector(t)),
                                Mean.within(0, 2, clustered),
                                detail,
                                true),
                        new PairDistance(
                                EUCLIDEAN_DISTANCE,
                                (c, t) -> Vectors.euclideanDistance(vector(c), vector(t)),
                                Mean.unbounded(clustered),
                                detail,
                                true));
            case TEXT ->
                List.of(
                        new PairDistance(
                                EDIT_DISTANCE,
                                (c, t) -> Texts.editDistance(text(c), text(t)),
                                Mean.within(0, 1, clustered),
                                detail,
                                false),
                        new PairDistance(
                                TOKEN_JACCARD,
                                (c, t) -> Texts.tokenJaccard(text(c), text(t)),
                                Mean.within(0, 1, clustered),
                                detail,
                                false));
            default ->
                throw new IllegalArgumentException(
                        "a " + output.type().word() + " is not summed up by distances of pairs");
        };
    }

    /** The distance of two values; NaN if it is not defined for them. */
    double between(OutputValue control, OutputValue treatment) {
        return distance.applyAsDouble(control, treatment);
    }

    void add(double distance, int cluster) {
        mean.add(distance, cluster);
        if (sample != null) {
            sample.add(distance);
        }
    }

    void merge(PairDistance that) {
        if (name != that.name) {
            throw new IllegalArgumentException(name.word() + " cannot merge with " + that.name.word());
        }
        mean.merge(that.mean);
        if (sample != null && that.sample != null) {
            sample.merge(that.sample);
        }
    }

    void write(DataOutput out) throws IOException {
        mean.write(out);
        if (sample != null) {
            sample.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        mean.read(in);
        if (sample != null) {
            sample = Sample.read(detail, in);
        }
    }

    /** What this knows of a measure; null if that is not one of its own. */
    @Nullable
    Finding find(MeasureName measure, double alpha) {
        if (measure == name) {
            Finding finding = Finding.of(mean, alpha);
            return name.isNeverNegative() ? finding.notBelowZero() : finding;
        }
        if (sample == null || !measure.name().startsWith(name.name() + "_P")) {
            return null;
        }
        double share = switch (measure) {
            case COSINE_DISTANCE_P50, EUCLIDEAN_DISTANCE_P50 -> 0.5;
            case COSINE_DISTANCE_P95, EUCLIDEAN_DISTANCE_P95 -> 0.95;
            default -> 0.99;
        };
        return Finding.shown(sample.distribution().quantile(share), mean.n());
    }

    private static List<String> items(OutputValue value) {
        if (value instanceof OutputValue.Ranking ranking) {
            return ranking.items();
        }
        throw new IllegalArgumentException(value + " is no ranking");
    }

    private static double[] vector(OutputValue value) {
        if (value instanceof OutputValue.Vector vector) {
            return vector.values();
        }
        throw new IllegalArgumentException(value + " is no vector");
    }

    private static String text(OutputValue value) {
        if (value instanceof OutputValue.Text text) {
            return text.text();
        }
        throw new IllegalArgumentException(value + " is no text");
    }
}
