package dev.gregor.measure;

/**
 * Wilcoxon's signed-rank test of paired differences, with zeros dropped.
 *
 * @param w the smaller one of the sums of the ranks of the negative and of the positive differences
 * @param positive the sum of the ranks of the positive differences
 * @param p two-sided, by the normal approximation with the correction for ties and without one for continuity; NaN if all
 *     differences are 0
 */
public record Wilcoxon(double w, double positive, double p) {

    /**
     * Tests differences.
     *
     * @param differences treatment minus control
     */
    public static Wilcoxon of(Distribution differences) {
        int down = 0;
        while (down < differences.size() && differences.value(down) < 0) {
            down++;
        }
        int up = down;
        if (up < differences.size() && differences.value(up) == 0) {
            up++;
        }
        down--;
        double ranked = 0;
        double positive = 0;
        double ties = 0;
        while (down >= 0 || up < differences.size()) {
            double below = down >= 0 ? -differences.value(down) : Double.POSITIVE_INFINITY;
            double above = up < differences.size() ? differences.value(up) : Double.POSITIVE_INFINITY;
            double negatives = below <= above ? differences.count(down--) : 0;
            double positives = above <= below ? differences.count(up++) : 0;
            double tied = negatives + positives;
            positive += positives * (ranked + (tied + 1) / 2);
            ties += tied * tied * tied - tied;
            ranked += tied;
        }
        if (ranked == 0) {
            return new Wilcoxon(0, 0, Double.NaN);
        }
        double all = ranked * (ranked + 1) / 2;
        double w = Math.min(positive, all - positive);
        double variance = (ranked * (ranked + 1) * (2 * ranked + 1) - ties / 2) / 24;
        return new Wilcoxon(w, positive, Normal.twoSided(w - all / 2, variance));
    }
}
