package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The scores of both arms where the positive label was the true one, and where it was not. */
final class ScoreTruth implements TruthSummary {
    private static final String POSITIVE = "true";
    /** How near a score comes to 0 or 1 at most, as its logarithm is taken. */
    private static final double NEAREST = 1e-15;

    private final String positive;
    private final Summary.Detail detail;
    private final Mean brierRise;
    private final Mean logLossRise;
    private Scores control;
    private Scores treatment;

    ScoreTruth(Output output, Summary.Detail detail, boolean clustered) {
        String named = output.positive();
        this.positive = named == null ? POSITIVE : named;
        this.detail = detail;
        this.brierRise = Mean.within(-1, 1, clustered);
        this.logLossRise = Mean.unbounded(clustered);
        this.control = new Scores(new Sample(detail), new Sample(detail));
        this.treatment = new Scores(new Sample(detail), new Sample(detail));
    }

    @Override
    public void add(OutputValue controlValue, OutputValue treatmentValue, OutputValue truth, int cluster) {
        boolean isPositive = LabelSummary.label(truth).equals(positive);
        double c = NumberSummary.number(controlValue);
        double t = NumberSummary.number(treatmentValue);
        double y = isPositive ? 1 : 0;
        brierRise.add((t - y) * (t - y) - (c - y) * (c - y), cluster);
        logLossRise.add(logLoss(t, isPositive) - logLoss(c, isPositive), cluster);
        control.of(isPositive).add(c);
        treatment.of(isPositive).add(t);
    }

    @Override
    public void merge(TruthSummary other) {
        if (!(other instanceof ScoreTruth that)) {
            throw new IllegalArgumentException("scores cannot merge with other outputs");
        }
        brierRise.merge(that.brierRise);
        logLossRise.merge(that.logLossRise);
        control.merge(that.control);
        treatment.merge(that.treatment);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        brierRise.write(out);
        logLossRise.write(out);
        control.write(out);
        treatment.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        brierRise.read(in);
        logLossRise.read(in);
        control = Scores.read(detail, in);
        treatment = Scores.read(detail, in);
    }

    @Override
    public long n() {
        return brierRise.n();
    }

    @Override
    public Estimate estimate(MeasureName measure, @Nullable String output, Arm arm, double alpha) {
        Finding finding = switch (measure) {
            case AUC_CONTROL -> Finding.shown(control.area(), n());
            case AUC_TREATMENT -> Finding.shown(treatment.area(), n());
            case AUC_DROP -> Finding.shown(control.area() - treatment.area(), n());
            case BRIER_RISE -> Finding.of(brierRise, alpha);
            case LOG_LOSS_RISE -> Finding.of(logLossRise, alpha);
            default -> throw Finding.undefined(measure, "scores with a truth");
        };
        return finding.estimate(measure, output, arm);
    }

    private static double logLoss(double score, boolean isPositive) {
        double ofTruth = isPositive ? score : 1 - score;
        return -Math.log(Math.min(1 - NEAREST, Math.max(NEAREST, ofTruth)));
    }

    /** The scores of one arm. */
    private record Scores(Sample negatives, Sample positives) {
        Sample of(boolean isPositive) {
            return isPositive ? positives : negatives;
        }

        double area() {
            return MannWhitney.areaUnderCurve(negatives.distribution(), positives.distribution());
        }

        void merge(Scores other) {
            negatives.merge(other.negatives);
            positives.merge(other.positives);
        }

        void write(DataOutput out) throws IOException {
            negatives.write(out);
            positives.write(out);
        }

        static Scores read(Summary.Detail detail, DataInput in) throws IOException {
            return new Scores(Sample.read(detail, in), Sample.read(detail, in));
        }
    }
}
