package dev.gregor.demo;

import java.util.Arrays;
import java.util.List;

/**
 * Brings each feature to mean 0 and standard deviation 1, as seen in training. A missing feature (NaN) takes the training mean,
 * which is 0 here.
 */
record Standard(double[] means, double[] deviations) {

    /** @param rows one array of features for each example; at least one row. What is missing (NaN) is passed over */
    static Standard fit(List<double[]> rows) {
        int width = rows.get(0).length;
        double[] means = new double[width];
        double[] deviations = new double[width];
        for (int i = 0; i < width; i++) {
            int column = i;
            double[] known = rows.stream()
                    .mapToDouble(row -> row[column])
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            double mean = Arrays.stream(known).average().orElse(0);
            means[i] = mean;
            deviations[i] = Math.sqrt(Arrays.stream(known)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0));
        }
        return new Standard(means, deviations);
    }

    double[] apply(double[] row) {
        double[] standard = new double[row.length];
        Arrays.setAll(
                standard, i -> Double.isNaN(row[i]) || deviations[i] == 0 ? 0 : (row[i] - means[i]) / deviations[i]);
        return standard;
    }
}
