package dev.gregor.judge;

import dev.gregor.config.MeasureName;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Count, mean and sum of squared deviations of distances, without the distances: Welford (1962) one by one, and Chan, Golub and
 * LeVeque (1979) for the tallies of two parts. 24 bytes long.
 */
public final class Moments implements Tally {
    private static final int BYTES = Long.BYTES + 2 * Double.BYTES;

    private final boolean signed;
    private long n;
    private double mean;
    private double squares;

    /** The moments of no distance at all; a distance is never negative. */
    public Moments() {
        this(false);
    }

    private Moments(boolean signed) {
        this.signed = signed;
    }

    /** The moments of no number at all, where a number may be negative. */
    static Moments signed() {
        return new Moments(true);
    }

    @Override
    public void add(double distance) {
        if (!Double.isFinite(distance) || (distance < 0 && !signed)) {
            throw new IllegalArgumentException(distance + " is no distance; expected a finite number of at least 0");
        }
        n++;
        double delta = distance - mean;
        mean += delta / n;
        squares += delta * (distance - mean);
    }

    @Override
    public void merge(Tally other) {
        if (!(other instanceof Moments that)) {
            throw new IllegalArgumentException("moments cannot merge with a rate");
        }
        if (that.n == 0) {
            return;
        }
        long all = n + that.n;
        double delta = that.mean - mean;
        squares += that.squares + delta * delta * ((double) n / all) * that.n;
        mean += delta * ((double) that.n / all);
        n = all;
    }

    @Override
    public long n() {
        return n;
    }

    /** The mean distance; NaN without any pair. */
    public double mean() {
        return n == 0 ? Double.NaN : mean;
    }

    /** The sample standard deviation; NaN with fewer than two pairs. */
    public double deviation() {
        return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    }

    @Override
    public Moments copy() {
        Moments copy = new Moments(signed);
        copy.n = n;
        copy.mean = mean;
        copy.squares = squares;
        return copy;
    }

    @Override
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(n)
                .putDouble(mean)
                .putDouble(squares)
                .array();
    }

    static Moments fromBytes(byte[] bytes, boolean signed) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes are no moments; expected " + BYTES);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Moments moments = new Moments(signed);
        moments.n = buffer.getLong();
        moments.mean = buffer.getDouble();
        moments.squares = buffer.getDouble();
        if (moments.n < 0 || !(moments.mean >= 0 || signed) || Double.isNaN(moments.mean) || !(moments.squares >= 0)) {
            throw new IllegalArgumentException("moments of " + moments.n + " pairs with mean " + moments.mean
                    + " and squares " + moments.squares + " cannot be");
        }
        return moments;
    }

    @Override
    public Estimate estimate(@Nullable String output, MeasureName measure, Arm arm, double alpha) {
        Interval bounds = AsymptoticSequence.DEFAULT.interval(n, mean, deviation(), alpha);
        if (!signed) {
            // a mean of distances is never negative, whatever the normal approximation thinks
            bounds = bounds.notBelow(0);
        }
        return new Estimate(output, measure, arm, mean(), bounds.low(), bounds.high(), n);
    }
}
