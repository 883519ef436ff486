package dev.gregor.measure;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Pearson's chi-square test of a table of counts, without a correction.
 *
 * @param statistic at least 0; NaN if fewer than two rows or two columns have a count
 * @param p its chance, or that of a larger one, if rows and columns are independent
 */
public record ChiSquare(double statistic, double p) {

    /**
     * Tests a table.
     *
     * @param rows of equal length
     */
    public static ChiSquare of(long[]... rows) {
        double[] columns = new double[rows[0].length];
        double[] sums = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j] += rows[i][j];
                sums[i] += rows[i][j];
            }
        }
        double all = Arrays.stream(sums).sum();
        double statistic = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                double expected = sums[i] / all * columns[j];
                if (expected > 0) {
                    statistic += (rows[i][j] - expected) * (rows[i][j] - expected) / expected;
                }
            }
        }
        double freedom = (used(sums) - 1) * (used(columns) - 1);
        return freedom < 1
                ? new ChiSquare(Double.NaN, Double.NaN)
                : new ChiSquare(statistic, ChiSquaredDistribution.of(freedom).survivalProbability(statistic));
    }

    private static double used(double[] sums) {
        return Arrays.stream(sums).filter(s -> s > 0).count();
    }
}
