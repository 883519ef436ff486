package dev.gregor.decision;

import dev.gregor.fault.Circumstances;
import dev.gregor.fault.History;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SampleFlight;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to decide about a record of JSON, from its arrival to what goes out: one that is passed by, one that a condition refuses, and
 * one that is hit, by the fault. One operation is one record, which is made in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InjectorBenchmark {
    private final Injector noneHit = injector("select: { fraction: 0 }", SampleExperiment.DROP);
    private final Injector noneHolds =
            injector("select: { fraction: 1, where: value.distance > 10000 }", SampleExperiment.DROP);
    private final Injector allLoseField = injector("select: { fraction: 1 }", SampleExperiment.DROP);
    private final Injector allChangeType =
            injector("select: { fraction: 1 }", "faults: [{ change-type: { field: distance, to: string } }]");
    private final Injector allAreDelayed = injector("select: { fraction: 1 }", "faults: [{ delay: { by: 30s } }]");
    private long offset;

    @Benchmark
    public Decision recordThatIsNotHit() {
        return noneHit.decide(next(), 0, Injector.Counter.NONE);
    }

    @Benchmark
    public boolean recordThatIsPassedBy() {
        return noneHit.passesBy(next(), 0, Injector.Counter.NONE);
    }

    @Benchmark
    public boolean recordThatConditionRefuses() {
        return noneHolds.passesBy(next(), 0, Injector.Counter.NONE);
    }

    @Benchmark
    public Decision recordThatLosesField() {
        return hit(allLoseField);
    }

    @Benchmark
    public Decision recordThatChangesType() {
        return hit(allChangeType);
    }

    @Benchmark
    public Decision recordThatIsDelayed() {
        return hit(allAreDelayed);
    }

    @Benchmark
    public byte[] recordThatLosesFieldWithItsLedgerEvent() {
        RawRecord record = next();
        Decision decision = allLoseField.decide(record, 0, Injector.Counter.NONE);
        return LedgerEvent.fault(decision.injected().get(0), "4cc4629f7d4d", record.id(), record.timestamp());
    }

    private Decision hit(Injector injector) {
        Decision decision = injector.decide(next(), 0, Injector.Counter.NONE);
        if (decision.treatedBy() == null) {
            throw new IllegalStateException("the fault did not reach the record: " + decision.skips());
        }
        return decision;
    }

    private RawRecord next() {
        return SampleFlight.at(offset++);
    }

    private static Injector injector(String... settings) {
        return new Injector(
                List.of(SampleExperiment.of(settings)), new JsonCodec(), Circumstances.of(History.NONE), Limits.NONE);
    }
}
