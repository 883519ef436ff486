package dev.gregor.demo;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches a stream of numbers with {@link PageHinkley}. The first values tell how far they scatter; tolerance and threshold are set
 * by that, as an operator would who knows nothing else of the stream.
 */
final class DriftMonitor {
    static final String NAME = "page-hinkley";

    /** How many values the scatter is taken from. */
    static final int REFERENCE = 1_000;

    /** In standard deviations. */
    static final double TOLERANCE = 0.25;

    /** In standard deviations. */
    static final double THRESHOLD = 60;

    private static final int LEAST = 200;

    private long seen;
    private double mean;
    private double squares;
    private @Nullable PageHinkley test;

    /** Takes the next value, in the order of event time. */
    Optional<Alert> watch(Instant at, double value) {
        if (!Double.isFinite(value)) {
            return Optional.empty();
        }
        seen++;
        if (test == null) {
            learn(value);
            return Optional.empty();
        }
        double before = test.mean();
        double statistic = test.statistic();
        return test.alarms(value) ? Optional.of(new Alert(at, seen, before, statistic)) : Optional.empty();
    }

    /** Mean and variance by Welford (1962). */
    private void learn(double value) {
        double off = value - mean;
        mean += off / seen;
        squares += off * (value - mean);
        if (seen == REFERENCE) {
            double deviation = Math.max(Math.sqrt(squares / (seen - 1)), Double.MIN_NORMAL);
            test = new PageHinkley(TOLERANCE * deviation, THRESHOLD * deviation, LEAST);
        }
    }
}
