package dev.gregor.measure;

import java.util.Arrays;

/** How far two vectors lie apart; NaN where they have different lengths. */
public final class Vectors {
    private Vectors() {}

    /** One minus the cosine of their angle, from 0 to 2. Two zero vectors are alike; from any other one, a zero vector is 1 away. */
    public static double cosineDistance(double[] control, double[] treatment) {
        if (control.length != treatment.length) {
            return Double.NaN;
        }
        if (Arrays.equals(control, treatment)) {
            return 0;
        }
        double[] c = scaled(control);
        double[] t = scaled(treatment);
        double dot = 0;
        double cs = 0;
        double ts = 0;
        for (int i = 0; i < c.length; i++) {
            dot += c[i] * t[i];
            cs += c[i] * c[i];
            ts += t[i] * t[i];
        }
        if (cs == 0 || ts == 0) {
            return cs == ts ? 0 : 1;
        }
        return Math.min(2, Math.max(0, 1 - dot / Math.sqrt(cs * ts)));
    }

    /** The length of their difference. */
    public static double euclideanDistance(double[] control, double[] treatment) {
        if (control.length != treatment.length) {
            return Double.NaN;
        }
        double squares = 0;
        for (int i = 0; i < control.length; i++) {
            double d = treatment[i] - control[i];
            squares += d * d;
        }
        return Math.sqrt(squares);
    }

    /** The same direction, with numbers whose squares neither overflow nor vanish. */
    private static double[] scaled(double[] vector) {
        double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
        return largest == 0
                ? vector
                : Arrays.stream(vector).map(x -> x / largest).toArray();
    }
}
