package dev.gregor.judge;

import static dev.gregor.config.MeasureName.FLIP_RATE;
import static dev.gregor.config.MeasureName.MEAN_ABSOLUTE_DIFFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.Experiment;
import dev.gregor.config.Selection;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The promise of MEASURES.md, "Certainty": of 1,000 experiments watched after every record, fewer than 5 % ever exclude the truth
 * at alpha = 0.05. The seeds are fixed, so a run is no matter of luck.
 */
class PromiseTest {
    private static final int EXPERIMENTS = 1000;
    private static final int PAIRS = 2000;

    @Test
    void ratesRarelyEverExcludeTheTruth() {
        for (double rate : new double[] {0.001, 0.05, 0.5}) {
            assertThat(everExcludes(random -> ratesExclude(random, rate))).isLessThan(0.05);
        }
    }

    @Test
    void meansOfNormalDifferencesRarelyEverExcludeTheTruth() {
        assertThat(everExcludes(random -> meansExclude(random, RandomGenerator::nextGaussian, 0)))
                .isLessThan(0.05);
    }

    @Test
    void meansOfAbsoluteDifferencesRarelyEverExcludeTheTruth() {
        assertThat(everExcludes(
                        random -> meansExclude(random, r -> Math.abs(r.nextGaussian()), Math.sqrt(2 / Math.PI))))
                .isLessThan(0.05);
        assertThat(everExcludes(random -> meansExclude(random, RandomGenerator::nextExponential, 1)))
                .isLessThan(0.05);
    }

    /** That a test can fail: the fixed-sample bounds of every textbook, watched in the same way, do not keep the promise. */
    @Test
    void boundsOfAFixedSampleWouldNotKeepThePromise() {
        assertThat(everExcludes(random -> {
                    double sum = 0;
                    for (int n = 1; n <= PAIRS; n++) {
                        sum += random.nextGaussian();
                        if (n >= 100 && Math.abs(sum) > 1.96 * Math.sqrt(n)) {
                            return true;
                        }
                    }
                    return false;
                }))
                .isGreaterThan(0.2);
    }

    @Test
    void experimentsWhoseEffectIsJustTheMarginRarelyEverFail() {
        assertThat(everExcludes(100, random -> everFails(random, 1))).isLessThan(0.05);
        assertThat(everExcludes(50, random -> everFails(random, 2))).isGreaterThan(0.9);
    }

    /** Whether an experiment ever fails whose delays and flips are so many times what its margins allow. */
    private static boolean everFails(SplittableRandom random, double effect) {
        Given given = Given.experiment()
                .select(1, Selection.Unit.RECORD, null)
                .guard("delay", MEAN_ABSOLUTE_DIFFERENCE, 1)
                .guard("late", FLIP_RATE, 0.1);
        Experiment experiment = given.experimentAsGiven();
        double alpha = Judge.alpha(experiment);
        Tally delay = Tally.empty(MEAN_ABSOLUTE_DIFFERENCE);
        Tally late = Tally.empty(FLIP_RATE);
        for (int n = 1; n <= 300; n++) {
            delay.add(effect * random.nextExponential());
            late.add(random.nextDouble() < effect * 0.1 ? 1 : 0);
            Evidence evidence = Given.experiment()
                    .records(n, n, n)
                    .pairs(n, 0)
                    .estimate(delay.estimate("delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED, alpha))
                    .estimate(late.estimate("late", FLIP_RATE, Arm.TREATED, alpha))
                    .evidence();
            if (Judge.judge(experiment, evidence, false).kind() == Verdict.Kind.FAIL) {
                return true;
            }
        }
        return false;
    }

    private static boolean ratesExclude(SplittableRandom random, double rate) {
        BetaMixture mixture = new BetaMixture(0.5, 0.5);
        long successes = 0;
        for (int n = 1; n <= PAIRS; n++) {
            successes += random.nextDouble() < rate ? 1 : 0;
            if (mixture.logRatio(successes, n, rate) >= Math.log(20)) {
                return true;
            }
        }
        return false;
    }

    private static boolean meansExclude(
            SplittableRandom random, ToDoubleFunction<SplittableRandom> difference, double truth) {
        double mean = 0;
        double squares = 0;
        for (int n = 1; n <= PAIRS; n++) {
            double next = difference.applyAsDouble(random);
            double delta = next - mean;
            mean += delta / n;
            squares += delta * (next - mean);
            double deviation = Math.sqrt(squares / (n - 1));
            if (!AsymptoticSequence.DEFAULT.interval(n, mean, deviation, 0.05).contains(truth)) {
                return true;
            }
        }
        return false;
    }

    private interface Watched {
        boolean excludes(SplittableRandom random);
    }

    private static double everExcludes(Watched watched) {
        return everExcludes(EXPERIMENTS, watched);
    }

    private static double everExcludes(int experiments, Watched watched) {
        return (double) IntStream.range(0, experiments)
                        .parallel()
                        .filter(i -> watched.excludes(new SplittableRandom(i)))
                        .count()
                / experiments;
    }
}
