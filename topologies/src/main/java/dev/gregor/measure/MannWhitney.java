package dev.gregor.measure;

/**
 * The test of Mann and Whitney.
 *
 * @param u how many pairs of a treatment and a control number have the treatment's larger, ties counted half
 * @param p two-sided, by the normal approximation with the correction for ties and without one for continuity; NaN if all
 *     numbers are equal or a sample is empty
 */
public record MannWhitney(double u, double p) {

    /** Compares two samples. */
    public static MannWhitney of(Distribution control, Distribution treatment) {
        double n = control.n();
        double m = treatment.n();
        if (n == 0 || m == 0) {
            return new MannWhitney(Double.NaN, Double.NaN);
        }
        double[] sums = {0, 0}; // twice U, and the ties
        long[] before = {0, 0};
        Merge.of(control, treatment, (value, ofControl, ofTreatment) -> {
            double controls = (double) ofControl - before[0];
            double treatments = (double) ofTreatment - before[1];
            sums[0] += treatments * (2.0 * before[0] + controls);
            double tied = controls + treatments;
            sums[1] += tied * tied * tied - tied;
            before[0] = ofControl;
            before[1] = ofTreatment;
        });
        double u = sums[0] / 2;
        double all = n + m;
        double variance = n * m / 12 * (all + 1 - sums[1] / (all * (all - 1)));
        return new MannWhitney(u, Normal.twoSided(u - n * m / 2, variance));
    }

    /** The chance that a number of the second sample is larger than one of the first, ties counted half; NaN if one is empty. */
    static double areaUnderCurve(Distribution negatives, Distribution positives) {
        return of(negatives, positives).u() / ((double) negatives.n() * positives.n());
    }
}
