package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The summary of a ranking, a vector or a text: distances of the pairs, of which alone these have any measure. */
final class DistanceSummary implements Summary {
    private final List<PairDistance> distances;
    private final Rate matches;
    private final boolean text;

    DistanceSummary(Output output, Detail detail, boolean clustered) {
        this.distances = PairDistance.of(output, detail, clustered);
        this.matches = new Rate(clustered);
        this.text = output.type() == Output.Type.TEXT;
    }

    @Override
    public boolean add(OutputValue control, OutputValue treatment, int cluster) {
        double[] values = new double[distances.size()];
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            values[i] = distances.get(i).between(control, treatment);
            any |= !Double.isNaN(values[i]);
        }
        if (!any) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                distances.get(i).add(values[i], cluster);
            }
        }
        matches.add(control.equals(treatment), cluster);
        return true;
    }

    /** Does nothing: samples of such values are not compared. */
    @Override
    public void addControl(OutputValue value) {}

    /** Does nothing: samples of such values are not compared. */
    @Override
    public void addTreatment(OutputValue value) {}

    @Override
    public void merge(Summary other) {
        if (!(other instanceof DistanceSummary that) || distances.size() != that.distances.size()) {
            throw new IllegalArgumentException("distances cannot merge with other outputs");
        }
        for (int i = 0; i < distances.size(); i++) {
            distances.get(i).merge(that.distances.get(i));
        }
        matches.merge(that.matches);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (PairDistance distance : distances) {
            distance.write(out);
        }
        matches.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (PairDistance distance : distances) {
            distance.read(in);
        }
        matches.read(in);
    }

    @Override
    public long n() {
        return matches.n();
    }

    @Override
    public Estimate estimate(MeasureName measure, @Nullable String output, Arm arm, double alpha) {
        return find(measure, alpha).estimate(measure, output, arm);
    }

    @Override
    public Optional<Shape> shape() {
        return Optional.empty();
    }

    private Finding find(MeasureName measure, double alpha) {
        if (text && measure == MeasureName.EXACT_MATCH_RATE) {
            return Finding.of(matches, alpha);
        }
        for (PairDistance distance : distances) {
            Finding finding = distance.find(measure, alpha);
            if (finding != null) {
                return finding;
            }
        }
        throw Finding.undefined(measure, "this type of output");
    }
}
