package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The summary of a label. Where there were more labels than a {@link Confusion} keeps apart, the flips are exact all the same, measures
 * over the counts take the others as one label, and kappa is not defined.
 */
final class LabelSummary implements Summary {
    private final @Nullable String positive;
    private final Rate flips;
    private final Confusion confusion = new Confusion();

    LabelSummary(Output output, boolean clustered) {
        this.positive = output.positive();
        this.flips = new Rate(clustered);
    }

    @Override
    public boolean add(OutputValue control, OutputValue treatment, int cluster) {
        String c = label(control);
        String t = label(treatment);
        flips.add(!c.equals(t), cluster);
        confusion.add(c, t);
        return true;
    }

    @Override
    public void addControl(OutputValue value) {
        confusion.add(label(value), null);
    }

    @Override
    public void addTreatment(OutputValue value) {
        confusion.add(null, label(value));
    }

    @Override
    public void merge(Summary other) {
        if (!(other instanceof LabelSummary that)) {
            throw new IllegalArgumentException("labels cannot merge with other outputs");
        }
        flips.merge(that.flips);
        confusion.merge(that.confusion);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        flips.write(out);
        confusion.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        flips.read(in);
        confusion.read(in);
    }

    @Override
    public long n() {
        return flips.n();
    }

    @Override
    public Estimate estimate(MeasureName measure, @Nullable String output, Arm arm, double alpha) {
        Finding finding = switch (measure) {
            case FLIP_RATE -> Finding.of(flips, alpha);
            case KAPPA -> Finding.shown(confusion.hasOthers() ? Double.NaN : Kappa.of(confusion.table()), n());
            case MCNEMAR_P -> Finding.shown(mcNemar(), n());
            default -> ofCounts(measure);
        };
        return finding.estimate(measure, output, arm);
    }

    @Override
    public Optional<Shape> shape() {
        List<String> labels = confusion.tableLabels();
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                n() > 0
                        ? new Shape.Matrix(
                                labels,
                                Arrays.stream(confusion.table())
                                        .map(LabelSummary::list)
                                        .toList())
                        : new Shape.Counts(labels, list(confusion.rowSums()), list(confusion.columnSums())));
    }

    private Finding ofCounts(MeasureName measure) {
        long[] treatments = confusion.columnSums();
        Frequencies frequencies = new Frequencies(confusion.rowSums(), treatments);
        double value = switch (measure) {
            case TOTAL_VARIATION -> frequencies.totalVariation();
            case JENSEN_SHANNON -> frequencies.jensenShannon();
            case CHI_SQUARE -> frequencies.chiSquare().statistic();
            case CHI_SQUARE_P -> frequencies.chiSquare().p();
            default -> throw Finding.undefined(measure, "labels");
        };
        return Finding.shown(value, Arrays.stream(treatments).sum());
    }

    /** On the positive label; where none is named, on the second of two. NaN where there is no such label. */
    private double mcNemar() {
        List<String> labels = confusion.labels();
        if ((positive == null && labels.size() != 2) || confusion.hasOthers()) {
            return Double.NaN;
        }
        String one = positive == null ? labels.get(1) : positive;
        long gained = 0;
        long lost = 0;
        for (String label : labels) {
            if (!label.equals(one)) {
                gained += confusion.count(label, one);
                lost += confusion.count(one, label);
            }
        }
        return McNemar.p(gained, lost);
    }

    private static List<Long> list(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }

    static String label(OutputValue value) {
        if (value instanceof OutputValue.Label label) {
            return label.text();
        }
        throw new IllegalArgumentException(value + " is no label");
    }
}
