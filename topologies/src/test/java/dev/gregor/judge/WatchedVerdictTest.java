package dev.gregor.judge;

import static dev.gregor.config.MeasureName.FLIP_RATE;
import static dev.gregor.config.MeasureName.MEAN_ABSOLUTE_DIFFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.Experiment;
import dev.gregor.config.Selection;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import dev.gregor.measure.Mean;
import dev.gregor.measure.Rate;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the bounds promise holds for the verdict too, however often one looks and however many measures are guarded. */
class WatchedVerdictTest {
    @Test
    void experimentsWhoseEffectIsJustTheMarginRarelyEverFail() {
        assertThat(share(100, random -> everFails(random, 1))).isLessThan(0.05);
        assertThat(share(50, random -> everFails(random, 2))).isGreaterThan(0.9);
    }

    /** Whether an experiment ever fails whose delays and flips are so many times what its margins allow. */
    private static boolean everFails(SplittableRandom random, double effect) {
        Given given = Given.experiment()
                .select(1, Selection.Unit.RECORD, null)
                .guard("delay", MEAN_ABSOLUTE_DIFFERENCE, 1)
                .guard("late", FLIP_RATE, 0.1);
        Experiment experiment = given.experimentAsGiven();
        double alpha = Judge.alpha(experiment);
        Mean delay = Mean.unbounded(false);
        Rate late = new Rate();
        for (int n = 1; n <= 300; n++) {
            delay.add(effect * random.nextExponential());
            late.add(random.nextDouble() < effect * 0.1, 0);
            Evidence evidence = Given.experiment()
                    .records(n, n, n)
                    .pairs(n, 0)
                    .estimate(new Estimate(
                            "delay",
                            MEAN_ABSOLUTE_DIFFERENCE,
                            Arm.TREATED,
                            delay.value(),
                            delay.interval(alpha).low(),
                            delay.interval(alpha).high(),
                            n))
                    .estimate(late.estimate("late", FLIP_RATE, Arm.TREATED, alpha))
                    .evidence();
            if (Judge.judge(experiment, evidence, false).kind() == Verdict.Kind.FAIL) {
                return true;
            }
        }
        return false;
    }

    private static double share(int experiments, Predicate<SplittableRandom> fails) {
        return (double) IntStream.range(0, experiments)
                        .parallel()
                        .filter(i -> fails.test(new SplittableRandom(i)))
                        .count()
                / experiments;
    }
}
