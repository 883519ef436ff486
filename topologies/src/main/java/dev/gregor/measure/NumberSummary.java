package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The summary of a number or a score. */
final class NumberSummary implements Summary {
    private final Detail detail;
    private final @Nullable Double tolerance;
    private final Mean differences;
    private final Mean absolutes;
    private final Rate exceedances;
    private final Mean controls = Mean.unbounded(false);
    private final Mean treatments = Mean.unbounded(false);
    private ExactSum products = new ExactSum();
    private double largest;
    private Sample differenceSample;
    private Sample controlSample;
    private Sample treatmentSample;

    NumberSummary(Output output, Detail detail, boolean clustered) {
        this.detail = detail;
        this.tolerance = output.tolerance();
        boolean score = output.type() == Output.Type.SCORE;
        this.differences = score ? Mean.within(-1, 1, clustered) : Mean.unbounded(clustered);
        this.absolutes = score ? Mean.within(0, 1, clustered) : Mean.unbounded(clustered);
        this.exceedances = new Rate(clustered);
        this.differenceSample = new Sample(detail);
        this.controlSample = new Sample(detail);
        this.treatmentSample = new Sample(detail);
    }

    @Override
    public boolean add(OutputValue control, OutputValue treatment, int cluster) {
        double c = number(control);
        double t = number(treatment);
        double difference = t - c;
        double distance = Math.abs(difference);
        differences.add(difference, cluster);
        absolutes.add(distance, cluster);
        if (tolerance != null) {
            exceedances.add(distance > tolerance, cluster);
        }
        products.addProduct(c, t);
        largest = Math.max(largest, distance);
        differenceSample.add(difference);
        addControl(c);
        addTreatment(t);
        return true;
    }

    @Override
    public void addControl(OutputValue value) {
        addControl(number(value));
    }

    @Override
    public void addTreatment(OutputValue value) {
        addTreatment(number(value));
    }

    @Override
    public void merge(Summary other) {
        if (!(other instanceof NumberSummary that)) {
            throw new IllegalArgumentException("numbers cannot merge with other outputs");
        }
        differences.merge(that.differences);
        absolutes.merge(that.absolutes);
        exceedances.merge(that.exceedances);
        controls.merge(that.controls);
        treatments.merge(that.treatments);
        products.merge(that.products);
        largest = Math.max(largest, that.largest);
        differenceSample.merge(that.differenceSample);
        controlSample.merge(that.controlSample);
        treatmentSample.merge(that.treatmentSample);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        differences.write(out);
        absolutes.write(out);
        exceedances.write(out);
        controls.write(out);
        treatments.write(out);
        products.write(out);
        out.writeDouble(largest);
        differenceSample.write(out);
        controlSample.write(out);
        treatmentSample.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        differences.read(in);
        absolutes.read(in);
        exceedances.read(in);
        controls.read(in);
        treatments.read(in);
        products = ExactSum.read(in);
        largest = in.readDouble();
        differenceSample = Sample.read(detail, in);
        controlSample = Sample.read(detail, in);
        treatmentSample = Sample.read(detail, in);
    }

    @Override
    public long n() {
        return differences.n();
    }

    @Override
    public Estimate estimate(MeasureName measure, @Nullable String output, Arm arm, double alpha) {
        Finding finding = switch (measure) {
            case MEAN_DIFFERENCE ->
                n() > 0 ? Finding.of(differences, alpha) : TwoMeans.difference(controls, treatments, alpha);
            case MEAN_ABSOLUTE_DIFFERENCE -> Finding.of(absolutes, alpha).notBelowZero();
            case EXCEEDANCE_RATE -> tolerance == null ? Finding.shown(Double.NaN, n()) : Finding.of(exceedances, alpha);
            default -> shown(measure);
        };
        return finding.estimate(measure, output, arm);
    }

    @Override
    public Optional<Shape> shape() {
        return controls.n() + treatments.n() == 0
                ? Optional.empty()
                : Optional.of(Shape.Histogram.of(controlSample.distribution(), treatmentSample.distribution()));
    }

    private Finding shown(MeasureName measure) {
        return switch (measure) {
            case ROOT_MEAN_SQUARE_DIFFERENCE -> Finding.shown(differences.rootMeanSquare(), n());
            case MAX_ABSOLUTE_DIFFERENCE -> Finding.shown(largest, n());
            case QUANTILE_DIFFERENCE_P50 -> Finding.shown(quantile(0.5), n());
            case QUANTILE_DIFFERENCE_P95 -> Finding.shown(quantile(0.95), n());
            case QUANTILE_DIFFERENCE_P99 -> Finding.shown(quantile(0.99), n());
            case CORRELATION -> Finding.shown(correlation(), n());
            case WILCOXON -> Finding.shown(wilcoxon().w(), n());
            case WILCOXON_P -> Finding.shown(wilcoxon().p(), n());
            default -> ofSamples(measure);
        };
    }

    private Finding ofSamples(MeasureName measure) {
        Distribution control = controlSample.distribution();
        Distribution treatment = treatmentSample.distribution();
        double value = switch (measure) {
            case KOLMOGOROV_SMIRNOV -> KolmogorovSmirnov.of(control, treatment).distance();
            case KOLMOGOROV_SMIRNOV_P ->
                KolmogorovSmirnov.of(control, treatment).p();
            case WASSERSTEIN -> Wasserstein.distance(control, treatment);
            case POPULATION_STABILITY_INDEX ->
                Frequencies.byDeciles(control, treatment).populationStabilityIndex();
            case JENSEN_SHANNON -> Frequencies.byDeciles(control, treatment).jensenShannon();
            case HELLINGER -> Frequencies.byDeciles(control, treatment).hellinger();
            case TOTAL_VARIATION -> Frequencies.byDeciles(control, treatment).totalVariation();
            case MANN_WHITNEY -> MannWhitney.of(control, treatment).u();
            case MANN_WHITNEY_P -> MannWhitney.of(control, treatment).p();
            default -> throw Finding.undefined(measure, "numbers");
        };
        return Finding.shown(value, treatments.n());
    }

    private double quantile(double share) {
        return differenceSample.distribution().absolute().quantile(share);
    }

    private Wilcoxon wilcoxon() {
        return Wilcoxon.of(differenceSample.distribution());
    }

    /** Pearson's; NaN if an arm has one number all the time. */
    private double correlation() {
        Dyadic covariance = products.exact().times(n()).minus(controls.sum().times(treatments.sum()));
        Dyadic variances = controls.residues().times(treatments.residues());
        if (variances.signum() == 0) {
            return Double.NaN;
        }
        double squared = covariance.times(covariance).over(variances);
        return covariance.signum() * Math.sqrt(squared);
    }

    private void addControl(double number) {
        controls.add(number);
        controlSample.add(number);
    }

    private void addTreatment(double number) {
        treatments.add(number);
        treatmentSample.add(number);
    }

    static double number(OutputValue value) {
        if (value instanceof OutputValue.Quantity quantity) {
            return quantity.value();
        }
        throw new IllegalArgumentException(value + " is no number");
    }
}
