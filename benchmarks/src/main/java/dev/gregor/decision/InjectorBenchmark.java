package dev.gregor.decision;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.Experiment;
import dev.gregor.config.InvalidConfig;
import dev.gregor.fault.Catalogue;
import dev.gregor.fault.Circumstances;
import dev.gregor.fault.History;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SampleFlight;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a record costs on its way: the draw alone, a condition, a fault, and the ledger's event of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InjectorBenchmark {
    private static final String DROP = "faults: [{ drop-field: { field: distance } }]";

    private final Experiment dropsDistance = experiment("select: { fraction: 1 }", DROP);
    private final Dice byRecord = new Dice(dropsDistance);
    private final Dice byKey = new Dice(experiment("select: { fraction: 1, by: key }", DROP));
    private final Injector noneHit = injector("select: { fraction: 0 }", DROP);
    private final Injector noneHolds = injector("select: { fraction: 1, where: value.distance > 10000 }", DROP);
    private final Injector allHit = injector("select: { fraction: 1 }", DROP);
    private long offset;

    @Benchmark
    public long drawByRecord() {
        return byRecord.unit(next());
    }

    @Benchmark
    public long drawByKey() {
        return byKey.unit(next());
    }

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
        return allHit.decide(next(), 0, Injector.Counter.NONE);
    }

    @Benchmark
    public byte[] recordThatLosesFieldWithItsLedgerEvent() {
        RawRecord record = next();
        Decision decision = allHit.decide(record, 0, Injector.Counter.NONE);
        return LedgerEvent.fault(decision.injected().get(0), "4cc4629f7d4d", record.id(), record.timestamp());
    }

    private RawRecord next() {
        return SampleFlight.at(offset++);
    }

    private static Injector injector(String... settings) {
        return new Injector(
                List.of(experiment(settings)), new JsonCodec(), Circumstances.of(History.NONE), Limits.NONE);
    }

    private static Experiment experiment(String... settings) {
        String yaml = """
                version: 1
                routes: { flights: { from: flights.raw, to: flights.features, value: json } }
                experiments:
                - name: measured
                  hypothesis: none
                  enabled: true
                  route: flights
                  %s
                """.formatted(String.join("\n  ", settings));
        try {
            ConfigLoader loader = new ConfigLoader(Catalogue.types(), Map.of());
            return loader.load("benchmark.yaml", yaml).config().experiments().get(0);
        } catch (InvalidConfig e) {
            throw new IllegalStateException(e);
        }
    }
}
