package dev.gregor.report;

import org.jspecify.annotations.Nullable;

/**
 * How well two models do on flights that neither was trained on: one trained on what passed through the control arm, one on what passed
 * through the treatment arm.
 *
 * @param clean the model of the control arm, on the hold-out
 * @param damaged the model of the treatment arm, on the same hold-out
 * @param drop clean less damaged
 * @param training how each does on the very rows it was trained on, with the labels that they had there: what the team that trains it sees
 * @param group the same for the part of the hold-out that the condition of the selection holds for; null without a condition
 */
public record ModelSkill(
        Score clean,
        Score damaged,
        Drop drop,
        Training training,
        @Nullable Group group) {

    /** Compares two scores. */
    public static ModelSkill of(Score clean, Score damaged, Training training, @Nullable Group group) {
        return new ModelSkill(clean, damaged, Drop.of(clean, damaged), training, group);
    }

    /**
     * How well one model does.
     *
     * @param accuracy the share of the flights that are flagged as late and were, or are not and were not, 0 to 1
     * @param auc the chance that a late flight gets a higher probability than one on time; 0.5 is no skill; null without both
     * @param maeMinutes the mean absolute error of the predicted delay
     * @param flagged the share of the flights that are flagged as late, 0 to 1
     * @param n how many flights
     */
    public record Score(double accuracy, @Nullable Double auc, double maeMinutes, double flagged, long n) {
        public Score {
            auc = auc == null || !Double.isFinite(auc) ? null : auc;
        }
    }

    /**
     * What the damage took away; below 0 where the damaged model does better.
     *
     * @param accuracy clean less damaged
     * @param auc clean less damaged; null where one is not known
     * @param maeMinutes damaged less clean, since a larger error is the worse
     */
    public record Drop(double accuracy, @Nullable Double auc, double maeMinutes) {
        static Drop of(Score clean, Score damaged) {
            Double before = clean.auc();
            Double after = damaged.auc();
            return new Drop(
                    clean.accuracy() - damaged.accuracy(),
                    before == null || after == null ? null : before - after,
                    damaged.maeMinutes() - clean.maeMinutes());
        }
    }

    /**
     * Both models on their own training rows.
     *
     * @param cleanLeftOut records of the control arm that were of no use for a training
     * @param damagedLeftOut the same of the treatment arm
     */
    public record Training(Score clean, Score damaged, long cleanLeftOut, long damagedLeftOut) {}

    /** Both models on a part of the hold-out. */
    public record Group(String where, Score clean, Score damaged, Drop drop) {
        public static Group of(String where, Score clean, Score damaged) {
            return new Group(where, clean, damaged, Drop.of(clean, damaged));
        }
    }
}
