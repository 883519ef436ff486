package dev.gregor.divergence;

import dev.gregor.config.GregorConfig;
import dev.gregor.decision.SampleExperiment;
import dev.gregor.measure.OutputValue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Outputs of one experiment that predicts a delay and whether it is late, in turns: one of twenty records was hit, which shifts its delay and
 * turns one label of four. The others have a little noise in the delay.
 */
final class SampleOutputs {
    private static final int VALUES = 4_096;
    private static final int HIT = 20;
    private static final int TURNED = 4 * HIT;

    private final Comparison comparison;
    private final Values[] control = new Values[VALUES];
    private final Values[] treatment = new Values[VALUES];

    SampleOutputs() {
        GregorConfig config = SampleExperiment.config(
                SampleExperiment.DROP,
                "measure:",
                "  control: predictions",
                "  treatment: predictions.canary",
                "  pair-by: header",
                "  window: 1m",
                "  grace: 10s",
                "  outputs: { delay: { type: number }, late: { type: label } }");
        comparison = Comparisons.of(config).all().iterator().next();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < VALUES; i++) {
            double delay = 20 * random.nextGaussian();
            double shift = 0.1 * random.nextGaussian() + (isHit(i) ? 5 : 0);
            boolean isLate = delay > 15;
            control[i] = values(delay, isLate);
            treatment[i] = values(delay + shift, isLate != (i % TURNED == 0));
        }
    }

    Comparison comparison() {
        return comparison;
    }

    Measured experiment() {
        return comparison.experiments().get(0);
    }

    /** By whom the record of a pair was hit. */
    @Nullable
    String hitBy(long pair) {
        return isHit(index(pair)) ? SampleExperiment.NAME : null;
    }

    Reading control(long pair, long time) {
        return reading(Side.CONTROL, time, null, control[index(pair)]);
    }

    Reading treatment(long pair, long time) {
        return reading(Side.TREATMENT, time, hitBy(pair), treatment[index(pair)]);
    }

    private Reading reading(Side side, long time, @Nullable String hitBy, Values values) {
        return new Reading(comparison.id(), side, 2, time, time, true, hitBy, 0, values);
    }

    private Values values(double delay, boolean isLate) {
        Values.Found found = new Values.Found(2);
        for (Measured.Compared compared : experiment().compared()) {
            OutputValue value = compared.name().equals("delay")
                    ? new OutputValue.Quantity(delay)
                    : new OutputValue.Label(Boolean.toString(isLate));
            found.add(compared.slot().id(), value);
        }
        return found.values();
    }

    private static boolean isHit(int index) {
        return index % HIT == 0;
    }

    private static int index(long pair) {
        return (int) pair & (VALUES - 1);
    }
}
