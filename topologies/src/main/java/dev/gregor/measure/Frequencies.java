package dev.gregor.measure;

import java.util.Arrays;

/**
 * How often each of several classes, bins or labels, occurs in the two samples.
 *
 * <p>The conventions are those of MEASURES.md: an empty bin counts as {@value #EMPTY} in the population stability index, which uses
 * the natural logarithm; Jensen-Shannon is the distance (the root of the divergence) with base 2.
 */
public final class Frequencies {
    private static final double EMPTY = 1e-4;
    private static final int DECILES = 10;

    private final long[] control;
    private final long[] treatment;

    /**
     * The counts of classes.
     *
     * @param treatment counts of the same classes, in the same order
     */
    public Frequencies(long[] control, long[] treatment) {
        if (control.length != treatment.length) {
            throw new IllegalArgumentException(control.length + " classes beside " + treatment.length);
        }
        this.control = control.clone();
        this.treatment = treatment.clone();
    }

    /** The counts over ten bins whose edges are the deciles of the control; the first and the last one have no end. */
    public static Frequencies byDeciles(Distribution control, Distribution treatment) {
        double[] edges = new double[DECILES - 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = control.quantile((i + 1.0) / DECILES);
        }
        return new Frequencies(counts(control, edges), counts(treatment, edges));
    }

    /** The population stability index; 0.1 is called moderate, 0.25 large. NaN if a sample is empty. */
    public double populationStabilityIndex() {
        return sum((p, q) -> {
            double c = p == 0 ? EMPTY : p;
            double t = q == 0 ? EMPTY : q;
            return (t - c) * Math.log(t / c);
        });
    }

    /** What the index over ten bins is on average where nothing has changed, for samples of n and m numbers. */
    public static double expectedStabilityIndex(long n, long m) {
        return (DECILES - 1) * (1.0 / n + 1.0 / m);
    }

    /** The Jensen-Shannon distance with base 2, from 0 to 1; NaN if a sample is empty. */
    public double jensenShannon() {
        double divergence = sum((p, q) -> entropy(p, (p + q) / 2) + entropy(q, (p + q) / 2)) / 2;
        return Math.sqrt(Math.max(0, divergence) / Math.log(2));
    }

    /** The Hellinger distance, from 0 to 1; NaN if a sample is empty. */
    public double hellinger() {
        return Math.sqrt(sum((p, q) -> {
                    double d = Math.sqrt(p) - Math.sqrt(q);
                    return d * d;
                })
                / 2);
    }

    /** The total variation, from 0 to 1; NaN if a sample is empty. */
    public double totalVariation() {
        return sum((p, q) -> Math.abs(p - q)) / 2;
    }

    /** The largest difference of the shares of a class, from 0 to 1; NaN if a sample is empty. */
    public double largestDifference() {
        double[] largest = {0};
        double sum = sum((p, q) -> {
            largest[0] = Math.max(largest[0], Math.abs(p - q));
            return 0;
        });
        return sum + largest[0];
    }

    /** Pearson's test that both samples are of one law. */
    public ChiSquare chiSquare() {
        return ChiSquare.of(control, treatment);
    }

    private interface Term {
        double of(double p, double q);
    }

    private double sum(Term term) {
        double n = Arrays.stream(control).sum();
        double m = Arrays.stream(treatment).sum();
        if (n == 0 || m == 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < control.length; i++) {
            sum += term.of(control[i] / n, treatment[i] / m);
        }
        return sum;
    }

    private static double entropy(double p, double middle) {
        return p == 0 ? 0 : p * Math.log(p / middle);
    }

    private static long[] counts(Distribution distribution, double[] edges) {
        long[] counts = new long[edges.length + 1];
        int bin = 0;
        for (int i = 0; i < distribution.size(); i++) {
            while (bin < edges.length && edges[bin] <= distribution.value(i)) {
                bin++;
            }
            counts[bin] += distribution.count(i);
        }
        return counts;
    }
}
