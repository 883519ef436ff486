package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The absolute errors of the numbers of both arms. */
final class NumberTruth implements TruthSummary {
    private final Mean control = Mean.unbounded(false);
    private final Mean treatment = Mean.unbounded(false);
    private final Mean rise;

    NumberTruth(boolean clustered) {
        this.rise = Mean.unbounded(clustered);
    }

    @Override
    public void add(OutputValue controlValue, OutputValue treatmentValue, OutputValue truth, int cluster) {
        double y = NumberSummary.number(truth);
        double c = Math.abs(NumberSummary.number(controlValue) - y);
        double t = Math.abs(NumberSummary.number(treatmentValue) - y);
        control.add(c);
        treatment.add(t);
        rise.add(t - c, cluster);
    }

    @Override
    public void merge(TruthSummary other) {
        if (!(other instanceof NumberTruth that)) {
            throw new IllegalArgumentException("numbers cannot merge with other outputs");
        }
        control.merge(that.control);
        treatment.merge(that.treatment);
        rise.merge(that.rise);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        control.write(out);
        treatment.write(out);
        rise.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        control.read(in);
        treatment.read(in);
        rise.read(in);
    }

    @Override
    public long n() {
        return rise.n();
    }

    @Override
    public Estimate estimate(MeasureName measure, @Nullable String output, Arm arm, double alpha) {
        Finding finding = switch (measure) {
            case MEAN_ABSOLUTE_ERROR_CONTROL -> Finding.shown(control.value(), n());
            case MEAN_ABSOLUTE_ERROR_TREATMENT -> Finding.shown(treatment.value(), n());
            case MEAN_ABSOLUTE_ERROR_RISE -> Finding.of(rise, alpha);
            default -> throw Finding.undefined(measure, "numbers with a truth");
        };
        return finding.estimate(measure, output, arm);
    }
}
