package dev.gregor.measure;

/**
 * How far the empirical distribution function of n numbers is from their law. By the methods that Simard and L'Ecuyer (2011),
 * "Computing the two-sided Kolmogorov-Smirnov distribution", found best for each region: the matrix of Durbin in the form of
 * Marsaglia, Tsang and Wang (2003), the series of Pelz and Good (1976), and twice the one-sided law where both sides hardly meet.
 */
final class KolmogorovLaw {
    private static final double LARGE = 2.2;
    private static final double LARGE_OF_FEW = 4;
    private static final int FEW = 140;
    private static final int MOST_TERMS = 20_000;
    private static final double PI2 = Math.PI * Math.PI;
    private static final int PELZ_TERMS = 20;

    private KolmogorovLaw() {}

    /** The chance of a distance of at least d. */
    static double exceeds(double d, double n) {
        if (d <= 0.5 / n) {
            return 1;
        } else if (d >= 1) {
            return 0;
        }
        boolean few = n <= FEW;
        if (n * d * d >= (few ? LARGE_OF_FEW : LARGE)) {
            return Math.min(1, 2 * (n > MOST_TERMS ? oneSidedOfMany(d, n) : oneSided(d, (int) n)));
        }
        double within = few ? withinOfFew(d, (int) n) : pelzGood(d, n);
        return Math.min(1, Math.max(0, 1 - within));
    }

    /** Smirnov's sum. */
    private static double oneSided(double d, int n) {
        double logarithm = 0; // of n over j
        double sum = 0;
        int last = (int) Math.floor(n * (1 - d));
        for (int j = 0; j <= last; j++) {
            double above = d + (double) j / n;
            double below = 1 - above;
            if (below > 0) {
                sum += Math.exp(logarithm + (j - 1) * Math.log(above) + (n - j) * Math.log(below));
            } else if (j == n) {
                sum += Math.exp(logarithm + (j - 1) * Math.log(above));
            }
            logarithm += Math.log((double) (n - j) / (j + 1));
        }
        return d * sum;
    }

    /** Its limit, in the form of Maag and Dicaire (1971), off by about 1 / n of itself. */
    private static double oneSidedOfMany(double d, double n) {
        double shifted = 6 * n * d + 1;
        return Math.exp(-shifted * shifted / (18 * n));
    }

    private static double withinOfFew(double d, int n) {
        int k = (int) (n * d) + 1;
        int m = 2 * k - 1;
        double h = k - n * d;
        double[][] matrix = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < Math.min(m, i + 2); j++) {
                matrix[i][j] = 1;
            }
        }
        for (int i = 0; i < m; i++) {
            matrix[i][0] -= Math.pow(h, i + 1);
            matrix[m - 1][i] -= Math.pow(h, m - i);
        }
        matrix[m - 1][0] += 2 * h - 1 > 0 ? Math.pow(2 * h - 1, m) : 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < Math.min(m, i + 2); j++) {
                for (int g = 2; g <= i - j + 1; g++) {
                    matrix[i][j] /= g;
                }
            }
        }
        // n! / n^n is shared out over the n factors; with so few of them nothing overflows
        double[] row = new double[m];
        row[k - 1] = 1;
        for (int step = 1; step <= n; step++) {
            double[] next = new double[m];
            for (int j = 0; j < m; j++) {
                for (int i = Math.max(0, j - 1); i < m; i++) {
                    next[j] += row[i] * matrix[i][j];
                }
                next[j] *= (double) step / n;
            }
            row = next;
        }
        return row[k - 1];
    }

    private static double pelzGood(double d, double n) {
        double root = Math.sqrt(n);
        double z = root * d;
        double z2 = z * z;
        double z4 = z2 * z2;
        double z6 = z4 * z2;
        double k0 = 0;
        double k1 = 0;
        double k2 = 0;
        double k3 = 0;
        for (int j = 0; j <= PELZ_TERMS; j++) {
            double t = (j + 0.5) * (j + 0.5);
            double e = Math.exp(-t * PI2 / (2 * z2));
            k0 += e;
            k1 += (PI2 * t - z2) * e;
            k2 += (6 * z6 + 2 * z4 + PI2 * (2 * z4 - 5 * z2) * t + PI2 * PI2 * (1 - 2 * z2) * t * t) * e;
            k3 += (-30 * z6
                            - 90 * z6 * z2
                            + PI2 * (135 * z4 - 96 * z6) * t
                            + PI2 * PI2 * (212 * z4 - 60 * z2) * t * t
                            + PI2 * PI2 * PI2 * t * t * t * (5 - 30 * z2))
                    * e;
        }
        double k2Whole = 0;
        double k3Whole = 0;
        for (int j = 1; j <= PELZ_TERMS; j++) {
            double t = (double) j * j;
            double e = Math.exp(-t * PI2 / (2 * z2));
            k2Whole += PI2 * t * e;
            k3Whole += (3 * PI2 * t * z2 - PI2 * PI2 * t * t) * e;
        }
        double half = Math.sqrt(Math.PI / 2);
        return 2 * half / z * k0
                + half / (root * 3 * z4) * k1
                + half / n * (k2 / (36 * z * z6) - k2Whole / (18 * z * z2))
                + half / (root * n) * (k3 / (3240 * z4 * z6) + k3Whole / (108 * z6));
    }
}
