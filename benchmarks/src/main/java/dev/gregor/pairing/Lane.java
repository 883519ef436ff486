package dev.gregor.pairing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One way of pairing and measuring, as an application on the broker. */
public sealed interface Lane permits GregorLane, OuterJoinLane {
    /** What Gregor does by default: outputs are paired by the header {@code gregor-id}, through a repartition topic. */
    String BY_HEADER = "header";

    /** Outputs are paired by their key, where they lie. */
    String BY_KEY = "key";

    /** All of them, in the order in which they take turns. */
    static List<Lane> all() {
        return List.of(
                new GregorLane(BY_KEY),
                new OuterJoinLane(BY_KEY),
                new GregorLane(BY_HEADER),
                new OuterJoinLane(BY_HEADER));
    }

    /** The lane of a name. */
    static Lane named(String name) {
        return all().stream()
                .filter(lane -> lane.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A name for people. */
    String name();

    /** Topics that are to be there before the application starts, with their partitions. */
    Map<String, Integer> topics(String id);

    /**
     * Starts the application on all outputs in this JVM, and does not wait for it.
     *
     * @param id the application id, which its topics begin with
     * @param folder where it keeps its state
     * @param threads stream threads
     */
    Running start(String bootstrapServers, String id, Path folder, int threads);

    /** The consumer group that reads the outputs. */
    String group(String id);

    /** Reads what the application counts. */
    Counts counts(String bootstrapServers, String id);

    /** An application at work. */
    interface Running extends AutoCloseable {
        /** Whether it processes records. */
        boolean isReady();

        @Override
        void close();
    }
}
