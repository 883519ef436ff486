package dev.gregor.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.fault.Circumstances;
import dev.gregor.fault.History;
import dev.gregor.fault.Treatment.Change;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RecordId;
import dev.gregor.record.SampleFlight;
import dev.gregor.record.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The ledger's event of a record that lost a field, as Gregor writes it and as Jackson's mapper writes an object of the same members: both give
 * the same bytes. One operation makes the bytes of one event from what was injected, and in Jackson's case the object before them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LedgerEventBenchmark {
    private static final int IDS = 1_024;
    private static final String REVISION = "4cc4629f7d4d";
    private static final long TIMESTAMP = 978_347_400_000L;

    private final Decision.Injected injected = new Injector(
                    List.of(SampleExperiment.of(SampleExperiment.DROP)),
                    new JsonCodec(),
                    Circumstances.of(History.NONE),
                    Limits.NONE)
            .decide(SampleFlight.at(0), 0, Injector.Counter.NONE)
            .injected()
            .get(0);
    private final RecordId[] ids = LongStream.range(0, IDS)
            .mapToObj(offset -> new RecordId("flights.raw", 2, 1_000_000 + offset))
            .toArray(RecordId[]::new);
    private final ObjectMapper jackson = new ObjectMapper();
    private int next;

    /** The event as an object, its members in their order. */
    private record Event(
            int version,
            String type,
            String experiment,
            String revision,
            String id,
            String mode,
            String fault,
            List<String> fields,
            Map<String, Object> before,
            Map<String, Object> after,
            long timestamp) {}

    /** Two that do not give the same cannot be compared. */
    @Setup
    public void areAlike() throws JsonProcessingException {
        String ours = new String(event(ids[0]), StandardCharsets.UTF_8);
        String theirs = new String(eventByJackson(ids[0]), StandardCharsets.UTF_8);
        if (!ours.equals(theirs)) {
            throw new IllegalStateException(ours + " and " + theirs + " differ");
        }
    }

    @Benchmark
    public byte[] event() {
        return event(nextId());
    }

    @Benchmark
    public byte[] eventByJackson() throws JsonProcessingException {
        return eventByJackson(nextId());
    }

    private RecordId nextId() {
        return ids[next++ & (IDS - 1)];
    }

    private byte[] event(RecordId id) {
        return LedgerEvent.fault(injected, REVISION, id, TIMESTAMP);
    }

    private byte[] eventByJackson(RecordId id) throws JsonProcessingException {
        Change change = injected.changes().get(0);
        return jackson.writeValueAsBytes(new Event(
                1,
                "fault",
                injected.experiment().name(),
                REVISION,
                id.toString(),
                injected.experiment().mode().word(),
                injected.fault(),
                List.of(change.field()),
                side(change.field(), change.before()),
                side(change.field(), change.after()),
                TIMESTAMP));
    }

    private static Map<String, Object> side(String field, @Nullable Value value) {
        return value == null ? Map.of() : Map.of(field, Objects.requireNonNull(value.toJava()));
    }
}
