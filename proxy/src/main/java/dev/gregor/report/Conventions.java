package dev.gregor.report;

import dev.gregor.config.MeasureName;

/** What one has to know to compare a measure with that of another tool: log base, bins, zero fill, what it is a p-value of. */
final class Conventions {
    private static final String BINS = "ten bins at the deciles of the control arm, or the labels";
    private static final String ONE_LOOK = "; for a single look, so it decides nothing here";

    private Conventions() {}

    /** The convention in words; empty where the name says all. */
    static String of(MeasureName measure) {
        return switch (measure) {
            case POPULATION_STABILITY_INDEX ->
                "ten bins at the deciles of the control arm, natural logarithm, empty bins as 0.0001; by custom 0.1 is moderate,"
                        + " 0.25 large";
            case JENSEN_SHANNON -> "the distance, base 2; " + BINS;
            case HELLINGER, TOTAL_VARIATION -> BINS;
            case KOLMOGOROV_SMIRNOV -> "the largest distance of the distribution functions";
            case KOLMOGOROV_SMIRNOV_P -> "asymptotic, two-sided" + ONE_LOOK;
            case WASSERSTEIN -> "the area between the distribution functions";
            case MANN_WHITNEY -> "U of the treatment arm";
            case MANN_WHITNEY_P, WILCOXON_P -> "asymptotic, two-sided, no correction for continuity" + ONE_LOOK;
            case WILCOXON -> "the smaller sum of signed ranks, zeros dropped";
            case MCNEMAR_P -> "exact, one class against the rest" + ONE_LOOK;
            case CHI_SQUARE -> "Pearson's, over the counts of the labels";
            case CHI_SQUARE_P -> "of that" + ONE_LOOK;
            case CORRELATION -> "Pearson's, over the pairs";
            case KAPPA -> "Cohen's, between the arms";
            case QUANTILE_DIFFERENCE_P50, QUANTILE_DIFFERENCE_P95, QUANTILE_DIFFERENCE_P99 ->
                "of the absolute differences, from a sketch, within 1 %";
            case COSINE_DISTANCE_P50,
                    COSINE_DISTANCE_P95,
                    COSINE_DISTANCE_P99,
                    EUCLIDEAN_DISTANCE_P50,
                    EUCLIDEAN_DISTANCE_P95,
                    EUCLIDEAN_DISTANCE_P99 -> "from a sketch, within 1 %";
            case OUTPUT_DELAY_P50, OUTPUT_DELAY_P95, OUTPUT_DELAY_P99 -> "by the wall clock, from a sketch, within 1 %";
            default -> "";
        };
    }
}
