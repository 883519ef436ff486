package dev.gregor.divergence;

import dev.gregor.decision.SampleExperiment;
import dev.gregor.record.RecordId;
import dev.gregor.store.BufferedStore;
import dev.gregor.store.MemoryStore;
import dev.gregor.store.WriteBehindStore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What pairing costs, from outputs that were read to a pair that is decided, counted and remembered. One operation is one pair: a control output
 * comes and waits, and the treatment output comes of a record some way behind, whose pair is closed by it. In it is the share of what is done now
 * and then: every 10,000 pairs a commit to a sorted map in place of the disk, the tallies sent on, and what is older than twice the grace
 * forgotten.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JoiningBenchmark {
    /** Pair ids in turn: many more than are remembered, so that one that comes again is a new one. */
    private static final int IDS = 1 << 17;

    private static final int PAIRS_OF_COMMIT = 10_000;
    private static final int PAIRS_REMEMBERED = 50_000;
    private static final long BEGIN = 978_347_400_000L;

    /** How many pairs the treatment outputs are behind, so that as many wait. */
    @Param({"1", "1000"})
    private int behind;

    private final byte[][] ids = LongStream.range(0, IDS)
            .mapToObj(offset -> new RecordId("flights.raw", 2, 1_000_000 + offset).toBytes())
            .toArray(byte[][]::new);
    private final SampleOutputs outputs = new SampleOutputs();
    private final Comparison comparison = outputs.comparison();
    private final BufferedStore pairStore = MemoryStore.buffered();
    private final WriteBehindStore<KeptTally> tallyStore = MemoryStore.writeBehind(KeptTally.CODEC);
    private final WriteBehindStore<Standing> standings = MemoryStore.writeBehind(Standing.CODEC);
    private final PairStore pairs = new PairStore(pairStore);
    private final Tallies tallies = new Tallies(tallyStore);
    private final Joining joining =
            new Joining(pairs, new Attribution(standings, tallies, (experiment, outcome, id, output) -> {}));
    private long next;
    private long sent;

    /** The control side goes ahead, and pairs are made until as many are remembered as ever will be. */
    @Setup
    public void begin() {
        while (next < behind) {
            controlComes();
        }
        while (next < PAIRS_REMEMBERED) {
            pair();
        }
    }

    @Benchmark
    public Joining pair() {
        controlComes();
        long other = next - 1 - behind;
        joining.join(comparison, id(other), outputs.treatment(other, timeOf(other)), timeOf(next));
        if (next % PAIRS_OF_COMMIT == 0) {
            commit();
        }
        return joining;
    }

    /** Each operation has made a pair, and nothing else. */
    @TearDown
    public void areAllPaired() {
        OutcomeCounts counts = standings.get(SampleExperiment.NAME).counts();
        long paired = counts.of(Outcome.TREATED) + counts.of(Outcome.UNTREATED);
        if (paired != next - behind || counts.of(Outcome.TREATED) == 0 || counts.decided() != paired || sent == 0) {
            throw new IllegalStateException(next + " operations came to " + counts);
        }
    }

    private void controlComes() {
        joining.join(comparison, id(next), outputs.control(next, timeOf(next)), timeOf(next));
        next++;
    }

    private void commit() {
        tallies.drainChanged((key, tally) -> sent += tally.length);
        pairStore.flushCache();
        tallyStore.flushCache();
        standings.flushCache();
        pairs.forget(comparison.id(), timeOf(next) - 2 * comparison.grace().toMillis());
    }

    private byte[] id(long pair) {
        return ids[(int) pair & (IDS - 1)];
    }

    private static long timeOf(long pair) {
        return BEGIN + pair;
    }
}
