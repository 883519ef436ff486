package dev.gregor.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.config.FieldPath;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Decode, drop one field, encode: JSON by its spans, and as a tree of Jackson. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBenchmark {
    private final byte[] flight = SampleFlight.json();
    private final JsonCodec codec = new JsonCodec();
    private final FieldPath distance = new FieldPath("distance");
    private final ObjectMapper jackson = new ObjectMapper();

    @Benchmark
    public byte[] dropField() throws Skipped {
        Document document = codec.decode(flight);
        document.fields(distance).get(0).remove();
        return codec.encode(document);
    }

    @Benchmark
    public byte[] dropFieldAsTreeOfJackson() throws IOException {
        ObjectNode tree = (ObjectNode) jackson.readTree(flight);
        tree.remove("distance");
        return jackson.writeValueAsBytes(tree);
    }
}
