package dev.gregor.judge;

import dev.gregor.config.MeasureName;
import org.jspecify.annotations.Nullable;

/**
 * What must be remembered of the pairs of one output and arm to give one measure of them, with its bounds, at any time. Tallies of
 * parts merge into the tally of the whole, in whatever order; none of them samples or forgets. Not thread-safe.
 */
public sealed interface Tally permits Moments, Rate {

    /** The tally of no pair at all. */
    static Tally empty(MeasureName measure) {
        return switch (measure) {
            case MEAN_ABSOLUTE_DIFFERENCE -> new Moments();
            case OUTPUT_DELAY -> Moments.signed();
            case FLIP_RATE, EXCEEDANCE_RATE, MISSING_RATE, INVALID_RATE, DUPLICATE_RATE -> new Rate();
        };
    }

    /**
     * The tally that {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are not such a tally
     */
    static Tally fromBytes(MeasureName measure, byte[] bytes) {
        return switch (measure) {
            case MEAN_ABSOLUTE_DIFFERENCE -> Moments.fromBytes(bytes, false);
            case OUTPUT_DELAY -> Moments.fromBytes(bytes, true);
            case FLIP_RATE, EXCEEDANCE_RATE, MISSING_RATE, INVALID_RATE, DUPLICATE_RATE -> Rate.fromBytes(bytes);
        };
    }

    /**
     * Counts one pair in.
     *
     * @param distance how far its two outputs lie apart: a finite number of at least 0, which a delay may be
     *     below, and 0 or 1 where the measure is a rate. A
     *     pair without such a distance has an invalid output, and is counted as that
     * @throws IllegalArgumentException if it is another number
     */
    void add(double distance);

    /**
     * Counts all pairs of another tally in; the other one stays as it is.
     *
     * @throws IllegalArgumentException if the other one is of another kind of measure
     */
    void merge(Tally other);

    /** How many pairs were counted in. */
    long n();

    /** A tally of the same pairs that goes its own way from here. */
    Tally copy();

    /** This tally in a fixed number of bytes, for {@link #fromBytes}. */
    byte[] toBytes();

    /**
     * The measure of the pairs so far.
     *
     * @param alpha the chance that its bounds ever leave out the truth, above 0 and below 1
     */
    Estimate estimate(@Nullable String output, MeasureName measure, Arm arm, double alpha);
}
