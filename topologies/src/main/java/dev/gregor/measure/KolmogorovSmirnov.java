package dev.gregor.measure;

/**
 * The two-sample test of Kolmogorov and Smirnov.
 *
 * @param distance the largest distance between the two empirical distribution functions, from 0 to 1; NaN if a sample is empty
 * @param size how many numbers one sample would have that is as far from its law as the two are from each other: nm / (n + m)
 */
public record KolmogorovSmirnov(double distance, double size) {

    /** Compares two samples. */
    public static KolmogorovSmirnov of(Distribution control, Distribution treatment) {
        double n = control.n();
        double m = treatment.n();
        if (n == 0 || m == 0) {
            return new KolmogorovSmirnov(Double.NaN, 0);
        }
        double[] largest = {0};
        Merge.of(
                control,
                treatment,
                (value, ofControl, ofTreatment) ->
                        largest[0] = Math.max(largest[0], Math.abs(ofControl / n - ofTreatment / m)));
        return new KolmogorovSmirnov(largest[0], Math.rint(n / (n + m) * m));
    }

    /**
     * The chance of at least this distance between samples of one continuous law: that of one sample of {@code size} numbers and its
     * law, as scipy's asymptotic method has it.
     */
    public double p() {
        return Double.isNaN(distance) ? Double.NaN : KolmogorovLaw.exceeds(distance, size);
    }
}
