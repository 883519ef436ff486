package dev.gregor.measure;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The number mantissa x 2^exponent, exactly. Sums, products and differences of doubles are such numbers, so a deviation or a
 * correlation is rounded once, at its end, and has the same last digit however its parts were summed.
 */
record Dyadic(BigInteger mantissa, int exponent) {
    /** More bits than a double has, and fewer than a long. */
    private static final int BITS = 62;

    static Dyadic of(long whole) {
        return new Dyadic(BigInteger.valueOf(whole), 0);
    }

    Dyadic times(Dyadic other) {
        return new Dyadic(mantissa.multiply(other.mantissa), exponent + other.exponent);
    }

    Dyadic times(long whole) {
        return new Dyadic(mantissa.multiply(BigInteger.valueOf(whole)), exponent);
    }

    Dyadic minus(Dyadic other) {
        int common = Math.min(exponent, other.exponent);
        return new Dyadic(mantissaAt(common).subtract(other.mantissaAt(common)), common);
    }

    int signum() {
        return mantissa.signum();
    }

    /** The nearest double. */
    double toDouble() {
        return rounded(mantissa, exponent);
    }

    /** The double next to the quotient, which may have any number of digits; NaN if both are 0. */
    double over(Dyadic divisor) {
        if (divisor.signum() == 0) {
            return signum() == 0 ? Double.NaN : signum() * Double.POSITIVE_INFINITY;
        }
        int shift = Math.max(0, BITS + 4 + divisor.mantissa.bitLength() - mantissa.bitLength());
        BigInteger[] parts = mantissa.abs().shiftLeft(shift).divideAndRemainder(divisor.mantissa.abs());
        // what is left over only has to be seen to be there, so that a tie is none
        BigInteger quotient = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        double magnitude = rounded(quotient, exponent - divisor.exponent - shift);
        return signum() * divisor.signum() < 0 ? -magnitude : magnitude;
    }

    double over(long divisor) {
        return over(of(divisor));
    }

    BigDecimal toBigDecimal() {
        return exponent >= 0
                ? new BigDecimal(mantissa.shiftLeft(exponent))
                : new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
    }

    private BigInteger mantissaAt(int lowerExponent) {
        return mantissa.shiftLeft(exponent - lowerExponent);
    }

    private static double rounded(BigInteger number, int exponent) {
        BigInteger magnitude = number.abs();
        int dropped = magnitude.bitLength() - BITS;
        if (dropped <= 0) {
            return Math.scalb((double) number.longValue(), exponent);
        }
        long top = magnitude.shiftRight(dropped).longValue();
        if (magnitude.getLowestSetBit() < dropped) {
            top |= 1;
        }
        double rounded = Math.scalb((double) top, exponent + dropped);
        return number.signum() < 0 ? -rounded : rounded;
    }
}
