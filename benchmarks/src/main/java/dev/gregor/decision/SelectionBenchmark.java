package dev.gregor.decision;

import dev.gregor.fault.Circumstances;
import dev.gregor.fault.History;
import dev.gregor.record.Arrival;
import dev.gregor.record.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What it costs that an experiment is on, for each record that comes by: the draw, by what it is drawn. One operation is one look at a record
 * that is there already; the offsets follow each other, the keys are a thousand in turn, and the records lie 10 ms of event time apart. Some of
 * the draws hit: one of twenty, and where faults come in bursts one of five.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SelectionBenchmark {
    private static final int ENOUGH = 1_000_000;

    private final Injector byRecord = injector("select: { fraction: 0.05 }");
    private final Injector byKey = injector("select: { fraction: 0.05, by: key }");
    private final Injector byWindow = injector("select: { fraction: 0.05, by: window, window: 1s }");
    private final Injector burstsOfPartition =
            injector("select: { fraction: 1, bursts: { on: 5s, off: 20s, window: 1s } }");
    private final Injector burstsOfKeys =
            injector("select: { fraction: 1, bursts: { on: 5s, off: 20s, window: 1s, per: key } }");
    private final Coming coming = new Coming();
    private long seen;
    private long hit;

    @Benchmark
    public boolean drawByRecord() {
        return passesBy(byRecord);
    }

    @Benchmark
    public boolean drawByKey() {
        return passesBy(byKey);
    }

    @Benchmark
    public boolean drawByTimeWindow() {
        return passesBy(byWindow);
    }

    @Benchmark
    public boolean drawInBurstsOfPartition() {
        return passesBy(burstsOfPartition);
    }

    @Benchmark
    public boolean drawInBurstsOfKeys() {
        return passesBy(burstsOfKeys);
    }

    /** A draw that always says the same would measure nothing. */
    @TearDown
    public void hasHitSome() {
        double share = (double) hit / seen;
        if (seen > ENOUGH && (share < 0.02 || share > 0.4)) {
            throw new IllegalStateException("of " + seen + " records " + hit + " were hit");
        }
    }

    private boolean passesBy(Injector injector) {
        coming.advance();
        boolean isPassedBy = injector.passesBy(coming, 0, Injector.Counter.NONE);
        seen++;
        hit += isPassedBy ? 0 : 1;
        return isPassedBy;
    }

    private static Injector injector(String selection) {
        return new Injector(
                List.of(SampleExperiment.of(selection, SampleExperiment.DROP)),
                new JsonCodec(),
                Circumstances.of(History.NONE),
                Limits.NONE);
    }

    /** The record that a partition is at: one object for all of them, as the injection has it. */
    private static final class Coming implements Arrival {
        private static final int KEYS = 1_024;
        private static final long APART = 10;
        private static final Headers HEADERS = new RecordHeaders();

        private final byte[][] keys = IntStream.range(0, KEYS)
                .mapToObj(i -> ("N" + (10_000 + i)).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        private long offset;

        void advance() {
            offset++;
        }

        @Override
        public String topic() {
            return "flights.raw";
        }

        @Override
        public int partition() {
            return 2;
        }

        @Override
        public long offset() {
            return offset;
        }

        @Override
        public byte[] key() {
            return keys[(int) offset & (KEYS - 1)];
        }

        @Override
        public byte @Nullable [] value() {
            return null; // no draw looks at it
        }

        @Override
        public Headers headers() {
            return HEADERS;
        }

        @Override
        public long timestamp() {
            return 978_347_400_000L + APART * offset;
        }
    }
}
