package dev.gregor.measure;

/** Cohen's kappa: how far two raters agree beyond what chance would have them agree. */
public final class Kappa {
    private Kappa() {}

    /**
     * The kappa of two raters.
     *
     * @param confusion how often the first said the row's label and the second the column's
     * @return at most 1; NaN where both said one and the same label all the time, or nothing
     */
    public static double of(long[][] confusion) {
        double[] rows = new double[confusion.length];
        double[] columns = new double[confusion.length];
        double all = 0;
        double agreed = 0;
        for (int i = 0; i < confusion.length; i++) {
            agreed += confusion[i][i];
            for (int j = 0; j < confusion.length; j++) {
                rows[i] += confusion[i][j];
                columns[j] += confusion[i][j];
                all += confusion[i][j];
            }
        }
        double byChance = 0;
        for (int i = 0; i < rows.length; i++) {
            byChance += rows[i] / all * (columns[i] / all);
        }
        return byChance == 1 ? Double.NaN : (agreed / all - byChance) / (1 - byChance);
    }
}
