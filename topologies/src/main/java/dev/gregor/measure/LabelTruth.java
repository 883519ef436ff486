package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The labels of both arms against the true ones. */
final class LabelTruth implements TruthSummary {
    /** Rows are true labels, columns what the arm said. */
    private final Confusion control = new Confusion();

    private final Confusion treatment = new Confusion();
    private final Rate controlHits = new Rate();
    private final Rate treatmentHits = new Rate();
    private final Mean drop;

    LabelTruth(boolean clustered) {
        this.drop = Mean.within(-1, 1, clustered);
    }

    @Override
    public void add(OutputValue controlValue, OutputValue treatmentValue, OutputValue truth, int cluster) {
        String c = LabelSummary.label(controlValue);
        String t = LabelSummary.label(treatmentValue);
        String y = LabelSummary.label(truth);
        control.add(y, c);
        treatment.add(y, t);
        boolean controlHit = c.equals(y);
        boolean treatmentHit = t.equals(y);
        controlHits.add(controlHit, cluster);
        treatmentHits.add(treatmentHit, cluster);
        drop.add((controlHit ? 1 : 0) - (treatmentHit ? 1 : 0), cluster);
    }

    @Override
    public void merge(TruthSummary other) {
        if (!(other instanceof LabelTruth that)) {
            throw new IllegalArgumentException("labels cannot merge with other outputs");
        }
        control.merge(that.control);
        treatment.merge(that.treatment);
        controlHits.merge(that.controlHits);
        treatmentHits.merge(that.treatmentHits);
        drop.merge(that.drop);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        control.write(out);
        treatment.write(out);
        controlHits.write(out);
        treatmentHits.write(out);
        drop.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        control.read(in);
        treatment.read(in);
        controlHits.read(in);
        treatmentHits.read(in);
        drop.read(in);
    }

    @Override
    public long n() {
        return drop.n();
    }

    @Override
    public Estimate estimate(MeasureName measure, @Nullable String output, Arm arm, double alpha) {
        Finding finding = switch (measure) {
            case ACCURACY_DROP -> Finding.of(drop, alpha);
            case ACCURACY_CONTROL -> Finding.shown(controlHits.value(), n());
            case ACCURACY_TREATMENT -> Finding.shown(treatmentHits.value(), n());
            case MACRO_F1_CONTROL -> Finding.shown(macroF1(control), n());
            case MACRO_F1_TREATMENT -> Finding.shown(macroF1(treatment), n());
            case MACRO_F1_DROP -> Finding.shown(macroF1(control) - macroF1(treatment), n());
            default -> throw Finding.undefined(measure, "labels with a truth");
        };
        return finding.estimate(measure, output, arm);
    }

    /** The mean F1 of the classes that are true or were said at least once; NaN where there were too many to keep apart. */
    private static double macroF1(Confusion confusion) {
        if (confusion.hasOthers()) {
            return Double.NaN;
        }
        long[][] table = confusion.table();
        long[] trues = confusion.rowSums();
        long[] said = confusion.columnSums();
        double sum = 0;
        for (int i = 0; i < table.length; i++) {
            sum += 2.0 * table[i][i] / (trues[i] + said[i]);
        }
        return sum / table.length;
    }
}
