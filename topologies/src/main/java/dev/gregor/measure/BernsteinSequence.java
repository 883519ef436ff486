package dev.gregor.measure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A confidence sequence for the mean of bounded numbers: the predictable plug-in empirical Bernstein sequence of Waudby-Smith and
 * Ramdas (2020), "Estimating means of bounded random variables by betting", theorem 2. It is exact at any count, and adapts to the
 * spread that it sees.
 *
 * <p>Each number is weighed by what was known before it, so the bounds depend on the order of the numbers. Parts that were
 * observed side by side merge by adding their sums: what a part says against a mean is a supermartingale, and the product of two
 * of them is one again. The weights are tuned to an error of 0.05; the bounds hold for whatever error they are asked for.
 */
final class BernsteinSequence {
    private static final double LARGEST_WEIGHT = 0.5;
    private static final double TUNED_TO = 2 * Math.log(2 / 0.05);
    private static final double FIRST_MEAN = 0.5;
    private static final double FIRST_VARIANCE = 0.25;

    private final double least;
    private final double greatest;
    private long n;
    private final FixedSum numbers = new FixedSum();
    private final FixedSum deviations = new FixedSum();
    private final FixedSum weights = new FixedSum();
    private final FixedSum weighted = new FixedSum();
    private final FixedSum spread = new FixedSum();

    /** Of numbers from a least to a greatest one, both included. */
    BernsteinSequence(double least, double greatest) {
        this.least = least;
        this.greatest = greatest;
    }

    void add(double number) {
        double x = (number - least) / (greatest - least);
        if (!(x >= 0 && x <= 1)) {
            throw new IllegalArgumentException(number + " is not from " + least + " to " + greatest);
        }
        double mean = (FIRST_MEAN + numbers.toDouble()) / (n + 1);
        double variance = (FIRST_VARIANCE + deviations.toDouble()) / (n + 1);
        n++;
        double weight = Math.min(LARGEST_WEIGHT, Math.sqrt(TUNED_TO / (variance * n * Math.log(n + 1.0))));
        weights.add(weight);
        weighted.add(weight * x);
        // 4 (x - mean)^2 times (-ln(1 - weight) - weight) / 4
        spread.add((x - mean) * (x - mean) * (-Math.log(1 - weight) - weight));
        numbers.add(x);
        double after = x - (FIRST_MEAN + numbers.toDouble()) / (n + 1);
        deviations.add(after * after);
    }

    void merge(BernsteinSequence other) {
        if (least != other.least || greatest != other.greatest) {
            throw new IllegalArgumentException("numbers of different ranges cannot merge");
        }
        n += other.n;
        numbers.merge(other.numbers);
        deviations.merge(other.deviations);
        weights.merge(other.weights);
        weighted.merge(other.weighted);
        spread.merge(other.spread);
    }

    /** The means that are not excluded, as far as they are possible. */
    Interval interval(double alpha) {
        if (n == 0) {
            return new Interval(least, greatest);
        }
        double weight = weights.toDouble();
        double centre = weighted.toDouble() / weight;
        double halfWidth = (Math.log(2 / alpha) + spread.toDouble()) / weight;
        return possible(new Interval(inUnits(centre - halfWidth), inUnits(centre + halfWidth)));
    }

    /** What of an interval the mean can be at all. */
    Interval possible(Interval interval) {
        return interval.within(least, greatest);
    }

    void write(DataOutput out) throws IOException {
        Varint.write(out, n);
        for (FixedSum sum : sums()) {
            sum.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        n = Varint.read(in);
        for (FixedSum sum : sums()) {
            sum.read(in);
        }
    }

    private FixedSum[] sums() {
        return new FixedSum[] {numbers, deviations, weights, weighted, spread};
    }

    private double inUnits(double x) {
        return least + x * (greatest - least);
    }
}
