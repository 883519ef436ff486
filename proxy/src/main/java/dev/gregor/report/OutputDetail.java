package dev.gregor.report;

import dev.gregor.measure.Arm;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One output of both arms in detail.
 *
 * @param arm which pairs this is of
 * @param histogram null for what is no number
 * @param confusion null for what is no label
 * @param worst the pairs whose outputs lie farthest apart, the worst first
 */
public record OutputDetail(
        String output,
        Arm arm,
        @Nullable Histogram histogram,
        @Nullable Confusion confusion,
        List<WorstPair> worst) {
    public OutputDetail {
        worst = List.copyOf(worst);
    }

    /**
     * How the outputs of both arms are distributed, over the same bins.
     *
     * @param edges the bounds of the bins, ascending: one more than there are bins
     * @param control how many outputs of the control arm lie in each bin
     * @param treatment how many of the treatment arm
     */
    public record Histogram(List<Double> edges, List<Long> control, List<Long> treatment) {
        public Histogram {
            edges = List.copyOf(edges);
            control = List.copyOf(control);
            treatment = List.copyOf(treatment);
            if (edges.size() != control.size() + 1 || control.size() != treatment.size()) {
                throw new IllegalArgumentException("a histogram of " + edges.size() + " edges with " + control.size()
                        + " and " + treatment.size() + " bins; expected as many bins each, and one edge more");
            }
        }

        int bins() {
            return control.size();
        }
    }

    /**
     * How often the label of one arm met which label of the other.
     *
     * @param counts a row for each label of the control arm, a column for each of the treatment arm
     */
    public record Confusion(List<String> labels, List<List<Long>> counts) {
        public Confusion {
            labels = List.copyOf(labels);
            counts = counts.stream().map(List::copyOf).toList();
            int size = labels.size();
            if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
                throw new IllegalArgumentException(
                        "a confusion matrix of " + size + " labels that is not " + size + " by " + size);
            }
        }

        long pairs() {
            return counts.stream()
                    .flatMap(List::stream)
                    .mapToLong(Long::longValue)
                    .sum();
        }

        long equal() {
            long equal = 0;
            for (int i = 0; i < labels.size(); i++) {
                equal += counts.get(i).get(i);
            }
            return equal;
        }
    }

    /**
     * A pair whose outputs lie far apart.
     *
     * @param id the id of the pair: with {@code pair-by: header} that of the raw record
     * @param control the output of the control arm, as text
     * @param treatment the output of the treatment arm, as text; null where it did not come or cannot be read
     * @param distance how far they lie apart, as the measure of the output has it
     * @param timestamp the event time
     * @param faults what the ledger says was done to the record; empty where it knows of nothing
     */
    public record WorstPair(
            String id,
            @Nullable String control,
            @Nullable String treatment,
            double distance,
            Instant timestamp,
            List<InjectedFault> faults) {
        public WorstPair {
            faults = List.copyOf(faults);
        }
    }
}
