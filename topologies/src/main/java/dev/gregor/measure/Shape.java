package dev.gregor.measure;

import java.util.Arrays;
import java.util.List;

/** The outputs of both arms as a report draws them. */
public sealed interface Shape {

    /**
     * How the numbers of both arms spread over common bins.
     *
     * @param edges one more than there are bins, ascending; what lies beyond is counted in the outermost bins
     * @param control how many numbers of the control arm each bin has
     * @param treatment how many numbers of the treatment arm each bin has
     */
    record Histogram(List<Double> edges, List<Long> control, List<Long> treatment) implements Shape {
        /** How many bins there are at most. */
        public static final int BINS = 40;

        private static final double LEFT_OUT = 0.005;

        public Histogram {
            edges = List.copyOf(edges);
            control = List.copyOf(control);
            treatment = List.copyOf(treatment);
        }

        /** Over equal bins that leave out the outermost half percent of each arm, of which at least one has a number. */
        static Histogram of(Distribution control, Distribution treatment) {
            double least = Math.min(orElse(control.quantile(LEFT_OUT), 1), orElse(treatment.quantile(LEFT_OUT), 1));
            double most =
                    Math.max(orElse(control.quantile(1 - LEFT_OUT), -1), orElse(treatment.quantile(1 - LEFT_OUT), -1));
            int bins = least < most ? BINS : 1;
            Double[] edges = new Double[bins + 1];
            for (int i = 0; i <= bins; i++) {
                // halves, since the whole width may overflow
                edges[i] = least + 2 * (most / 2 - least / 2) * i / bins;
            }
            return new Histogram(List.of(edges), counts(control, edges), counts(treatment, edges));
        }

        private static double orElse(double quantile, int sign) {
            return Double.isNaN(quantile) ? sign * Double.MAX_VALUE : quantile;
        }

        private static List<Long> counts(Distribution distribution, Double[] edges) {
            Long[] counts = new Long[edges.length - 1];
            Arrays.fill(counts, 0L);
            int bin = 0;
            for (int i = 0; i < distribution.size(); i++) {
                while (bin < counts.length - 1 && edges[bin + 1] <= distribution.value(i)) {
                    bin++;
                }
                counts[bin] += distribution.count(i);
            }
            return List.of(counts);
        }
    }

    /**
     * What the labels of the control arm became in the treatment arm.
     *
     * @param labels in their order; the last one is {@value Confusion#OTHER_LABEL} where there were too many
     * @param counts a row for each label of the control arm, a column for each of the treatment arm
     */
    record Matrix(List<String> labels, List<List<Long>> counts) implements Shape {
        public Matrix {
            labels = List.copyOf(labels);
            counts = counts.stream().map(List::copyOf).toList();
        }
    }

    /**
     * How often each label occurs in either of two samples, of which none is paired with another.
     *
     * @param labels in their order; the last one is {@value Confusion#OTHER_LABEL} where there were too many
     */
    record Counts(List<String> labels, List<Long> control, List<Long> treatment) implements Shape {
        public Counts {
            labels = List.copyOf(labels);
            control = List.copyOf(control);
            treatment = List.copyOf(treatment);
        }
    }
}
