package dev.gregor.demo;

import dev.gregor.report.ModelSkill;

/** Adds up how far predictions lie from what happened. */
final class Scores {
    private final Auc auc = new Auc();
    private long n;
    private long right;
    private long flagged;
    private double error;

    /**
     * Adds one prediction.
     *
     * @param delay what happened, in minutes
     */
    void add(Prediction prediction, double delay, boolean late) {
        n++;
        right += prediction.late() == late ? 1 : 0;
        flagged += prediction.late() ? 1 : 0;
        error += Math.abs(delay - prediction.delayMinutes());
        auc.add(prediction.lateProbability(), late);
    }

    ModelSkill.Score score() {
        return n == 0
                ? new ModelSkill.Score(0, null, 0, 0, 0)
                : new ModelSkill.Score((double) right / n, auc.value(), error / n, (double) flagged / n, n);
    }
}
