package dev.gregor.pairing;

import dev.gregor.harness.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A lane in a JVM of its own, until its standard input ends. A first application on the same outputs warms it up: were that done by a part of what is
 * measured, records that go through a repartition topic would be halfway by then.
 */
public final class LaneProcess {
    private LaneProcess() {}

    public static void main(String[] arguments) throws IOException {
        Lane lane = Lane.named(arguments[0]);
        String bootstrapServers = arguments[1];
        String id = arguments[2];
        Path folder = Path.of(arguments[3]);
        int threads = Integer.parseInt(arguments[4]);
        long warmUp = Long.parseLong(arguments[5]);
        try (Lane.Running warming = lane.start(bootstrapServers, warmUp(id), folder.resolve("warm-up"), threads);
                Counts counts = lane.counts(bootstrapServers, warmUp(id))) {
            while (counts.next().settled() < warmUp) {
                // The next count comes when it is said.
            }
        }
        try (Lane.Running running = lane.start(bootstrapServers, id, folder.resolve("state"), threads)) {
            ChildJvm.awaitEnd();
        }
    }

    /** What {@link #main} is told. */
    public static List<String> arguments(
            Lane lane, String bootstrapServers, String id, Path folder, int threads, int warmUp) {
        return List.of(
                lane.name(),
                bootstrapServers,
                id,
                folder.toString(),
                Integer.toString(threads),
                Integer.toString(warmUp));
    }

    /** The id of the application that warms up, which begins with that of the other. */
    public static String warmUp(String id) {
        return id + "-warm-up";
    }
}
