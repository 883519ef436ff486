package dev.gregor.injection;

import dev.gregor.fault.Hold;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SampleFlight;
import dev.gregor.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What holding costs, on a sorted map in place of the disk. Ten thousand records are held all the time: they come 10 ms of event time apart, each
 * for 100 s, of one of 1,024 keys in turn.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HoldStoreBenchmark {

    /** One operation holds one record back and releases the one that is due, by whether records of a key or of the whole experiment keep their order. */
    @Benchmark
    public HeldRecord holdAndRelease(Standing standing) {
        return standing.holdAndRelease();
    }

    /** One operation is one look for what is due, while ten thousand records are held and none is: what every record pays. */
    @Benchmark
    public boolean lookWhileNothingIsDue(Waiting waiting) {
        return waiting.look();
    }

    /** Records come, and as many go. */
    @State(Scope.Thread)
    public static class Standing {
        @Param({"KEY", "EXPERIMENT"})
        private Hold.Lane lane = Hold.Lane.KEY;

        private Held held = new Held(lane);

        /** Holds what is held all the time. */
        @Setup
        public void fill() {
            held = new Held(lane);
            held.fill();
        }

        HeldRecord holdAndRelease() {
            held.hold();
            held.release();
            return held.lastReleased();
        }
    }

    /** Records wait for a time that does not come. */
    @State(Scope.Thread)
    public static class Waiting {
        private final Held held = new Held(Hold.Lane.NONE);

        /** Holds what is held all the time. */
        @Setup
        public void fill() {
            held.fill();
        }

        boolean look() {
            return held.release();
        }
    }

    /** A hold store in use. */
    private static final class Held {
        private static final int RECORDS = 10_000;
        private static final int KEYS = 1_024;
        private static final long APART = 10;

        private final Hold.Lane lane;
        private final Hold hold;
        private final KeyValueStore<Bytes, byte[]> store = new MemoryStore<>();
        private final HoldStore holds = new HoldStore(store, MemoryStore.writeBehind(new LastDue.Codec()));
        private final RawRecord flight = SampleFlight.at(0);
        private final byte[][] keys = IntStream.range(0, KEYS)
                .mapToObj(i -> ("N" + (10_000 + i)).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        private long offset;
        private long released;
        private HeldRecord last;

        Held(Hold.Lane lane) {
            this.lane = lane;
            this.hold = new Hold(RECORDS * APART, Hold.Clock.EVENT, lane, 0);
            this.last = next();
        }

        void fill() {
            for (int i = 0; i < RECORDS; i++) {
                hold();
            }
        }

        void hold() {
            HeldRecord next = next();
            holds.hold(hold, next.timestamp(), 0, next);
            offset++;
        }

        /** Releases what is due when the record comes that was held last: so at most one is. */
        boolean release() {
            return holds.release(Hold.Clock.EVENT, now() - APART, () -> true, this::take);
        }

        HeldRecord lastReleased() {
            if (offset - released != RECORDS) {
                throw new IllegalStateException(offset + " records were held, and " + released + " released");
            }
            return last;
        }

        private void take(HeldRecord held, long due) {
            last = held;
            released++;
        }

        private HeldRecord next() {
            return new HeldRecord(
                    "flights-come-late",
                    HeldRecord.State.TREATED,
                    lane,
                    false,
                    offset,
                    keys[(int) offset & (KEYS - 1)],
                    flight.value(),
                    new RecordHeaders(),
                    now());
        }

        private long now() {
            return flight.timestamp() + APART * offset;
        }
    }
}
