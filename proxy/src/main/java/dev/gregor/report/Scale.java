package dev.gregor.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps a range of numbers onto a stretch of a drawing. A range of nothing is taken to be 1 wide, and one that reaches for the
 * end of what a double holds is cut short, since a fault may well have made such numbers.
 *
 * @param low the number at {@code from}
 * @param high the number at {@code to}
 */
record Scale(double low, double high, double from, double to) {
    private static final double LARGEST = 1e300;
    private static final double NARROWEST = 1e-300;

    Scale {
        low = Math.max(low, -LARGEST);
        high = Math.min(high, LARGEST);
        if (high - low < NARROWEST) {
            high = low + 1;
        }
    }

    /** The place of a number; numbers beyond the range lie beyond the stretch, if need be infinitely far. */
    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** The place of a number, or the end of the stretch that is next to it. */
    double within(double value) {
        return at(Math.min(high, Math.max(low, value)));
    }

    /** Round numbers in the range, about as many as asked for. */
    List<Double> ticks(int about) {
        double step = step((high - low) / about);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** The smallest of 1, 2 and 5 times a power of ten that is no smaller than this. */
    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= rough * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
