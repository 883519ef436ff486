package dev.gregor.judge;

import dev.gregor.config.MeasureName;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How many of the pairs differ. 16 bytes long. */
public final class Rate implements Tally {
    private static final int BYTES = 2 * Long.BYTES;
    private static final BetaBinomialSequence SEQUENCE = new BetaBinomialSequence();

    private long successes;
    private long n;

    @Override
    public void add(double distance) {
        if (distance != 0 && distance != 1) {
            throw new IllegalArgumentException(distance + " is neither 0 nor 1");
        }
        n++;
        successes += (long) distance;
    }

    /** Counts a pair as differing that was counted in as one that does not. Without such a pair nothing happens. */
    public void turnOne() {
        if (successes < n) {
            successes++;
        }
    }

    @Override
    public void merge(Tally other) {
        if (!(other instanceof Rate that)) {
            throw new IllegalArgumentException("a rate cannot merge with moments");
        }
        successes += that.successes;
        n += that.n;
    }

    @Override
    public long n() {
        return n;
    }

    /** How many of the pairs differ. */
    public long successes() {
        return successes;
    }

    @Override
    public Rate copy() {
        Rate copy = new Rate();
        copy.merge(this);
        return copy;
    }

    @Override
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(successes).putLong(n).array();
    }

    static Rate fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes are no rate; expected " + BYTES);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Rate rate = new Rate();
        rate.successes = buffer.getLong();
        rate.n = buffer.getLong();
        if (rate.successes < 0 || rate.successes > rate.n) {
            throw new IllegalArgumentException(rate.successes + " of " + rate.n + " is no rate");
        }
        return rate;
    }

    @Override
    public Estimate estimate(@Nullable String output, MeasureName measure, Arm arm, double alpha) {
        Interval bounds = SEQUENCE.interval(successes, n, alpha);
        double value = n == 0 ? Double.NaN : (double) successes / n;
        return new Estimate(output, measure, arm, value, bounds.low(), bounds.high(), n);
    }
}
