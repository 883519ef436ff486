package dev.gregor.fault;

/**
 * A stream of random numbers that is a function of its seed alone, the same on every machine and Java version: SplitMix64
 * (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
 */
public final class Draw {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1p-53;

    private long state;

    public Draw(long seed) {
        this.state = seed;
    }

    /** Uniform over all longs. */
    public long nextLong() {
        state += GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        return unit(nextLong());
    }

    /** Uniform in 0 (inclusive) to bound (exclusive); the bias is below bound / 2^64. */
    public int nextInt(int bound) {
        return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
    }

    /** Standard normal, by the polar method of Marsaglia and Bray (1964). */
    public double nextGaussian() {
        while (true) {
            double u = 2 * nextDouble() - 1;
            double v = 2 * nextDouble() - 1;
            double s = u * u + v * v;
            if (s > 0 && s < 1) {
                return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }

    /** Exponential with mean 1, by inversion. */
    public double nextExponential() {
        return -StrictMath.log(1 - nextDouble());
    }

    /** A hash as a number in [0, 1). */
    public static double unit(long hash) {
        return (hash >>> 11) * UNIT;
    }
}
