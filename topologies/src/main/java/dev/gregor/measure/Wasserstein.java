package dev.gregor.measure;

/** The first Wasserstein distance: the area between two distribution functions, in the unit of the numbers. */
public final class Wasserstein {
    private Wasserstein() {}

    /** The distance of two samples, at least 0; NaN if one is empty. */
    public static double distance(Distribution control, Distribution treatment) {
        double n = control.n();
        double m = treatment.n();
        if (n == 0 || m == 0) {
            return Double.NaN;
        }
        double[] state = {0, Double.NaN, 0}; // the area, the value before, the distance from there on
        Merge.of(control, treatment, (value, ofControl, ofTreatment) -> {
            if (state[2] > 0) {
                state[0] += state[2] * (value - state[1]);
            }
            state[1] = value;
            state[2] = Math.abs(ofControl / n - ofTreatment / m);
        });
        return state[0];
    }
}
