package dev.gregor.measure;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one more pair costs to count in, by the kind of its output, and what all measures cost when somebody looks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SummaryBenchmark {
    private static final int VALUES = 4_096;
    private static final double ALPHA = 0.05;

    @Param({"false", "true"})
    private boolean clustered;

    private final double[] numbers = new double[VALUES];
    private List<OutputValue> quantities = List.of();
    private List<OutputValue> scores = List.of();
    private List<OutputValue> labels = List.of();
    private Summary ofNumbers = summary(Output.Type.NUMBER);
    private Summary ofScores = summary(Output.Type.SCORE);
    private Summary ofLabels = summary(Output.Type.LABEL);
    private Summary watched = summary(Output.Type.NUMBER);
    private ExactSum sum = new ExactSum();
    private Sample sample = new Sample(Summary.Detail.RUN);
    private int next;

    /** Numbers with noise in all digits, so that samples are rounded and sums have all their limbs. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < VALUES; i++) {
            numbers[i] = 10 * random.nextGaussian();
        }
        quantities = random.doubles(VALUES, -100, 100)
                .<OutputValue>mapToObj(OutputValue.Quantity::new)
                .toList();
        scores = random.doubles(VALUES)
                .<OutputValue>mapToObj(OutputValue.Quantity::new)
                .toList();
        labels = Stream.generate(() -> random.nextInt(5))
                .limit(VALUES)
                .<OutputValue>map(i -> new OutputValue.Label("label " + i))
                .toList();
        ofNumbers = summary(Output.Type.NUMBER);
        ofScores = summary(Output.Type.SCORE);
        ofLabels = summary(Output.Type.LABEL);
        watched = summary(Output.Type.NUMBER);
        sum = new ExactSum();
        sample = new Sample(Summary.Detail.RUN);
        for (int i = 0; i < VALUES; i++) {
            add(watched, quantities);
        }
    }

    @Benchmark
    public ExactSum addToExactSum() {
        sum.add(numbers[next++ & (VALUES - 1)]);
        return sum;
    }

    @Benchmark
    public Sample addToSample() {
        sample.add(numbers[next++ & (VALUES - 1)]);
        return sample;
    }

    @Benchmark
    public Summary addPairOfNumbers() {
        return add(ofNumbers, quantities);
    }

    @Benchmark
    public Summary addPairOfScores() {
        return add(ofScores, scores);
    }

    @Benchmark
    public Summary addPairOfLabels() {
        return add(ofLabels, labels);
    }

    @Benchmark
    public Estimate boundsOfAMeanDifference() {
        return watched.estimate(MeasureName.MEAN_DIFFERENCE, "delay", Arm.TREATED, ALPHA);
    }

    private Summary add(Summary summary, List<OutputValue> values) {
        int pair = next++;
        summary.add(values.get(pair & (VALUES - 1)), values.get((pair * 31) & (VALUES - 1)), pair);
        return summary;
    }

    private Summary summary(Output.Type type) {
        return Summary.empty(new Output(type, null), Summary.Detail.RUN, clustered);
    }
}
