package dev.gregor.judge;

import dev.gregor.measure.AsymptoticSequence;
import dev.gregor.measure.BetaBinomialSequence;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * How many pairs it takes until the bounds of a measure lie within a margin, by the confidence sequences that the judge itself uses. The
 * counts are what a run needs if it goes as supposed, not what it may take at the worst.
 */
public final class SampleSize {
    /** Beyond this many pairs there is no answer. */
    public static final long MOST = 1_000_000_000;

    private static final BetaBinomialSequence RATES = new BetaBinomialSequence();

    private SampleSize() {}

    /**
     * The pairs until the upper bound of a rate is at most the margin.
     *
     * @param margin the largest rate that can be borne
     * @param rate the share of the pairs that differ, from 0 to 1, rounded up to whole pairs
     * @param alpha the chance of error, above 0 and below 1
     * @return empty if more than {@link #MOST} are needed, as where the rate is not below the margin
     */
    public static OptionalLong ofRate(double margin, double rate, double alpha) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(rate + " is no rate; expected 0 to 1");
        }
        if (rate >= margin) {
            return OptionalLong.empty();
        } else if (rate == 0) {
            return smallest(1, MOST, n -> holds(0, n, margin, alpha));
        }
        // among the counts with equally many differences the last has the lowest bound
        OptionalLong differing = smallest(1, (long) (rate * MOST), k -> holds(k, (long) (k / rate), margin, alpha));
        if (differing.isEmpty()) {
            return OptionalLong.empty();
        }
        long k = differing.getAsLong();
        return smallest((long) ((k - 1) / rate) + 1, (long) (k / rate), n -> holds(k, n, margin, alpha));
    }

    private static boolean holds(long differing, long n, double margin, double alpha) {
        return RATES.interval(differing, n, alpha).high() <= margin;
    }

    /**
     * The pairs until the bounds of a mean reach no farther than the room that is left.
     *
     * @param room from the mean that is supposed to the margin, in the unit of the numbers
     * @param deviation the standard deviation of the numbers, in the same unit
     * @param alpha the chance of error, above 0 and below 1
     * @return at least {@link AsymptoticSequence#FIRST}; empty if more than {@link #MOST} are needed, as where there is no room
     */
    public static OptionalLong ofMean(double room, double deviation, double alpha) {
        if (!(deviation >= 0)) {
            throw new IllegalArgumentException(deviation + " is no standard deviation; expected at least 0");
        }
        return smallest(
                AsymptoticSequence.FIRST,
                MOST,
                n -> AsymptoticSequence.DEFAULT.interval(n, 0, deviation, alpha).high() <= room);
    }

    /** The smallest count from a first to a last one that is enough, where a larger count is no worse. */
    private static OptionalLong smallest(long first, long last, LongPredicate isEnough) {
        if (first > last) {
            return OptionalLong.empty();
        }
        if (isEnough.test(first)) {
            return OptionalLong.of(first);
        }
        long tooFew = first;
        long enough = first;
        do {
            tooFew = enough;
            enough = Math.min(last, 2 * enough);
            if (enough == tooFew) {
                return OptionalLong.empty();
            }
        } while (!isEnough.test(enough));
        while (enough - tooFew > 1) {
            long middle = tooFew + (enough - tooFew) / 2;
            if (isEnough.test(middle)) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return OptionalLong.of(enough);
    }
}
