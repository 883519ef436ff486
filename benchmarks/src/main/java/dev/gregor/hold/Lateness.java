package dev.gregor.hold;

/**
 * How late records came, in milliseconds.
 *
 * @param p50 half of them came no later than that
 * @param p99 so did 99 in 100
 */
record Lateness(double p50, double p99, double max) {
    private static final int BINS = 600_000;

    /** Counts by whole milliseconds, up to ten minutes. For one thread. */
    static final class Histogram {
        private final long[] counts = new long[BINS];
        private long total;
        private int most;

        void add(long millis) {
            int bin = (int) Math.max(0, Math.min(BINS - 1, millis));
            counts[bin]++;
            total++;
            most = Math.max(most, bin);
        }

        Lateness lateness() {
            return new Lateness(quantile(0.5), quantile(0.99), most);
        }

        private double quantile(double part) {
            long seen = 0;
            for (int bin = 0; bin < BINS; bin++) {
                seen += counts[bin];
                if (seen >= part * total) {
                    return bin;
                }
            }
            return most;
        }
    }
}
