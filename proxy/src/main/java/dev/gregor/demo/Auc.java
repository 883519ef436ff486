package dev.gregor.demo;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The area under the ROC curve: the chance that a positive scores higher than a negative, a tie counting one half
 * (Mann and Whitney, 1947).
 */
final class Auc {
    private final SortedMap<Double, long[]> counts = new TreeMap<>();

    /** Adds one example. */
    void add(double score, boolean positive) {
        counts.computeIfAbsent(score, s -> new long[2])[positive ? 1 : 0]++;
    }

    /** NaN without a positive or without a negative. */
    double value() {
        Collection<long[]> byScore = counts.values();
        double wins = 0;
        long negatives = 0;
        long positives = 0;
        for (long[] tied : byScore) {
            wins += tied[1] * (negatives + tied[0] / 2.0);
            negatives += tied[0];
            positives += tied[1];
        }
        return wins / ((double) positives * negatives);
    }
}
