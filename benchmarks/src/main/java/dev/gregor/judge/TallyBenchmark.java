package dev.gregor.judge;

import dev.gregor.config.MeasureName;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one more pair costs, and what the bounds cost when somebody looks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TallyBenchmark {
    private final Tally mean = Tally.empty(MeasureName.MEAN_ABSOLUTE_DIFFERENCE);
    private final Tally flips = Tally.empty(MeasureName.FLIP_RATE);
    private final Tally thousandFlips = thousand();
    private long pair;

    @Benchmark
    public Tally addToMean() {
        mean.add((int) (pair++ & 1023) * 0.01);
        return mean;
    }

    @Benchmark
    public Tally addToFlips() {
        flips.add((int) (pair++ & 1));
        return flips;
    }

    @Benchmark
    public Estimate boundsOfThousandFlips() {
        return thousandFlips.estimate("late", MeasureName.FLIP_RATE, Arm.TREATED, Judge.ALPHA);
    }

    private static Tally thousand() {
        Tally tally = Tally.empty(MeasureName.FLIP_RATE);
        for (int i = 0; i < 1_000; i++) {
            tally.add(i % 20 == 0 ? 1 : 0);
        }
        return tally;
    }
}
