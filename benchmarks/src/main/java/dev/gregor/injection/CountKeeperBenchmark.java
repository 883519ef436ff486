package dev.gregor.injection;

import dev.gregor.store.MemoryStore;
import dev.gregor.store.WriteBehindStore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What counting costs, for a record that an experiment passes by and for one that it hits. One operation is one record, of one of four experiments
 * in turn. The clock stands still, and what the counts weigh at a commit is not in it: that is paid once for many records.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CountKeeperBenchmark {
    private static final String[] EXPERIMENTS = {
        "distance-goes-missing", "distance-becomes-text", "flights-come-late", "origin-is-unknown"
    };

    private final WriteBehindStore<ExperimentCounts> store = MemoryStore.writeBehind(new ExperimentCounts.Codec());
    private final CountKeeper counts = new CountKeeper(store, "flights.raw-2", Telemetry.NONE, () -> 978_347_400_000L);
    private int next;

    @Benchmark
    public CountKeeper recordThatIsPassedBy() {
        counts.seen(experiment());
        return counts;
    }

    @Benchmark
    public CountKeeper recordThatIsHit() {
        String experiment = experiment();
        counts.seen(experiment);
        counts.selected(experiment);
        counts.injected(experiment, "drop-field");
        return counts;
    }

    private String experiment() {
        return EXPERIMENTS[next++ & (EXPERIMENTS.length - 1)];
    }
}
