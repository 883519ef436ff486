package dev.gregor.divergence;

import dev.gregor.measure.Arm;
import dev.gregor.record.RecordId;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one more pair costs a tally, of the whole run and of a window. One operation counts one pair in that is there already, with a number and a
 * label.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TallyBenchmark {
    private static final int PAIRS = 4_096;
    private static final long BEGIN = 978_347_400_000L;

    private final SampleOutputs outputs = new SampleOutputs();
    private final Measured experiment = outputs.experiment();
    private final Entry.Undecided[] pairs =
            LongStream.range(0, PAIRS).mapToObj(this::pair).toArray(Entry.Undecided[]::new);
    private final Tally ofRun = Tally.empty(experiment, TallyKey.ofRun(experiment.name(), Arm.UNTREATED));
    private final Tally ofWindow =
            Tally.empty(experiment, new TallyKey(experiment.name(), Arm.UNTREATED, experiment.window(BEGIN), null));
    private int next;

    @Benchmark
    public Tally pairOfRun() {
        ofRun.paired(pairs[next++ & (PAIRS - 1)], 0);
        return ofRun;
    }

    @Benchmark
    public Tally pairOfWindow() {
        ofWindow.paired(pairs[next++ & (PAIRS - 1)], 0);
        return ofWindow;
    }

    private Entry.Undecided pair(long pair) {
        long time = BEGIN + pair;
        byte[] id = new RecordId("flights.raw", 2, 1_000_000 + pair).toBytes();
        return new Entry.Undecided(id, outputs.control(pair, time), outputs.treatment(pair, time), false, time);
    }
}
