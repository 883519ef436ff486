package dev.gregor.harness;

import java.util.Collection;
import java.util.List;

/** The middle of several rounds, which one disturbed round does not move. */
public final class Medians {
    private Medians() {}

    /** The median; the mean of the two in the middle for an even number, NaN for none. */
    public static double of(Collection<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty()
                ? Double.NaN
                : (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
