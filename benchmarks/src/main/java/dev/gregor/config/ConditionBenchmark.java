package dev.gregor.config;

import dev.gregor.record.DecodedRecord;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SampleFlight;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a condition costs on a record of JSON: one that is answered as plain Java, and such as only CEL can answer, which is given the whole value
 * for it. One operation is one condition asked of one record that nobody has decoded yet, as the selection asks it; every other record is such
 * that it holds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConditionBenchmark {
    private static final int RECORDS = 1_024;
    private static final int ENOUGH = 100_000;

    private final Expression.Compiled comparison = new Expression("value.distance > 500").compile();
    private final Expression.Compiled comparisons =
            new Expression("value.origin == 'SFO' && value.distance > 500").compile();
    private final Expression.Compiled arithmetic = new Expression("value.distance * 2 > 1000").compile();
    private final Expression.Compiled membership = new Expression("value.distance in [846, 847, 848]").compile();
    private final JsonCodec codec = new JsonCodec();
    private final RawRecord[] records = IntStream.range(0, RECORDS)
            .mapToObj(i -> SampleFlight.at(i, i % 2 == 0 ? 846 + i % 3 : 100 + i % 400))
            .toArray(RawRecord[]::new);
    private int next;
    private long held;

    @Benchmark
    public boolean comparison() {
        return holds(comparison);
    }

    @Benchmark
    public boolean comparisonsOfTwoFields() {
        return holds(comparisons);
    }

    @Benchmark
    public boolean arithmeticByCel() {
        return holds(arithmetic);
    }

    @Benchmark
    public boolean membershipByCel() {
        return holds(membership);
    }

    /** A condition that always says the same would measure half of it. */
    @TearDown
    public void hasHeldForHalf() {
        if (next > ENOUGH && Math.abs(2 * held - next) > 1) {
            throw new IllegalStateException("of " + next + " records it held for " + held);
        }
    }

    private boolean holds(Expression.Compiled condition) {
        boolean holds = condition.holds(new DecodedRecord(records[next++ & (RECORDS - 1)], codec));
        held += holds ? 1 : 0;
        return holds;
    }
}
