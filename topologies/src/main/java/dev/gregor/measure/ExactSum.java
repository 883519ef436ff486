package dev.gregor.measure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A sum of doubles without any rounding: the small superaccumulator of Neal (2015), "Fast exact summation using small and large
 * superaccumulators". Every order and every grouping of the same numbers gives the same sum and the same bytes, so a part that
 * is counted again after a kill cannot change the last digit of a verdict. Limbs are kept only for the exponents that occur: about
 * 100 bytes for numbers that are alike. Not thread-safe.
 */
public final class ExactSum {
    private static final int LIMB_BITS = 32;
    private static final long LIMB_MASK = 0xFFFFFFFFL;
    private static final int MANTISSA_BITS = 52;
    private static final int LEAST_EXPONENT = -1074;
    private static final int LIMBS_OF_A_DOUBLE = 3;
    /** A limb has 31 bits to spare, and each addition takes at most the value of one. */
    private static final int MOST_BEFORE_CARRY = 1 << 30;

    private static final int LARGEST_MANTISSA = 512;

    private long[] limbs = {};
    private int lowest;
    private int additions;

    /** Adds a finite number. */
    public void add(double number) {
        long bits = Double.doubleToRawLongBits(number);
        int exponent = (int) (bits >>> MANTISSA_BITS) & 0x7FF;
        long mantissa = bits & ((1L << MANTISSA_BITS) - 1);
        if (exponent == 0x7FF) {
            throw new IllegalArgumentException(number + " cannot be summed; expected a finite number");
        }
        if (exponent == 0) {
            if (mantissa == 0) {
                return;
            }
            exponent = 1;
        } else {
            mantissa |= 1L << MANTISSA_BITS;
        }
        int position = exponent - 1;
        int limb = position >>> 5;
        int shift = position & 31;
        int at = limb - lowest;
        if (at < 0 || at + LIMBS_OF_A_DOUBLE > limbs.length) {
            reach(limb, limb + LIMBS_OF_A_DOUBLE);
            at = limb - lowest;
        }
        long sign = bits >> 63;
        limbs[at] += (((mantissa << shift) & LIMB_MASK) ^ sign) - sign;
        limbs[at + 1] += (((mantissa >>> (LIMB_BITS - shift)) & LIMB_MASK) ^ sign) - sign;
        limbs[at + 2] += ((mantissa >>> 1 >>> (63 - shift)) ^ sign) - sign;
        if (++additions == MOST_BEFORE_CARRY) {
            carry();
        }
    }

    /**
     * Adds a product of two numbers, which must not overflow. What rounding takes from the product is added too, which makes
     * the sum exact unless that error is below the least double.
     */
    public void addProduct(double a, double b) {
        double product = a * b;
        add(product);
        double error = Math.fma(a, b, -product);
        if (error != 0) {
            add(error);
        }
    }

    /** Adds all that was added to another sum. */
    public void merge(ExactSum other) {
        if (other.limbs.length == 0) {
            return;
        }
        other.carry();
        reach(other.lowest, other.lowest + other.limbs.length);
        carry();
        for (int i = 0; i < other.limbs.length; i++) {
            limbs[other.lowest - lowest + i] += other.limbs[i];
        }
        additions++;
    }

    /** The sum, to the last digit. */
    public BigDecimal value() {
        return exact().toBigDecimal();
    }

    /** The double that is nearest to the sum; infinite where it is beyond all doubles. */
    public double toDouble() {
        return exact().toDouble();
    }

    Dyadic exact() {
        if (limbs.length == 0) {
            return Dyadic.of(0);
        }
        carry();
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + Integer.BYTES * (limbs.length - 1));
        bytes.putLong(limbs[limbs.length - 1]);
        for (int i = limbs.length - 2; i >= 0; i--) {
            bytes.putInt((int) limbs[i]);
        }
        return new Dyadic(new BigInteger(bytes.array()), lowest * LIMB_BITS + LEAST_EXPONENT);
    }

    /** Writes the sum; equal sums give equal bytes. */
    public void write(DataOutput out) throws IOException {
        Dyadic exact = exact();
        if (exact.signum() == 0) {
            Varint.write(out, 0);
            return;
        }
        int zeros = exact.mantissa().getLowestSetBit();
        byte[] mantissa = exact.mantissa().shiftRight(zeros).toByteArray();
        Varint.write(out, mantissa.length);
        out.write(mantissa);
        Varint.write(out, exact.exponent() + zeros - LEAST_EXPONENT);
    }

    /** The sum that {@link #write} wrote. */
    public static ExactSum read(DataInput in) throws IOException {
        ExactSum sum = new ExactSum();
        byte[] bytes = new byte[Varint.readInt(in, LARGEST_MANTISSA)];
        if (bytes.length == 0) {
            return sum;
        }
        in.readFully(bytes);
        int position = Varint.readInt(in, 2 * -LEAST_EXPONENT);
        BigInteger rest = new BigInteger(bytes).shiftLeft(position % LIMB_BITS);
        int lowest = position / LIMB_BITS;
        int count = rest.bitLength() / LIMB_BITS + 1;
        sum.reach(lowest, lowest + count);
        for (int i = 0; i < count - 1; i++) {
            sum.limbs[i] = rest.intValue() & LIMB_MASK;
            rest = rest.shiftRight(LIMB_BITS);
        }
        sum.limbs[count - 1] = rest.longValue();
        return sum;
    }

    /** Makes room for limbs from one to another, the other excluded. */
    private void reach(int from, int to) {
        if (limbs.length == 0) {
            lowest = from;
            limbs = new long[to - from];
            return;
        }
        int newLowest = Math.min(from, lowest);
        int end = Math.max(to, lowest + limbs.length);
        if (end - newLowest > limbs.length) {
            long[] wider = new long[end - newLowest];
            System.arraycopy(limbs, 0, wider, lowest - newLowest, limbs.length);
            lowest = newLowest;
            limbs = wider;
        }
    }

    /** Brings all limbs but the last into 0 to 2^32 - 1, and the last, which has the sign, into 32 bits. */
    private void carry() {
        additions = 0;
        long carry = 0;
        for (int i = 0; i < limbs.length - 1; i++) {
            long limb = limbs[i] + carry;
            limbs[i] = limb & LIMB_MASK;
            carry = limb >> LIMB_BITS;
        }
        if (limbs.length == 0) {
            return;
        }
        int last = limbs.length - 1;
        long top = limbs[last] + carry;
        limbs[last] = top;
        if (top != (int) top) {
            reach(lowest, lowest + last + 2);
            limbs[last] = top & LIMB_MASK;
            limbs[last + 1] = top >> LIMB_BITS;
        }
    }
}
