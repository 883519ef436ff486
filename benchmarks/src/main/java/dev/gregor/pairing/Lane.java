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

    /** Gregor as it is deployed. */
    static Lane gregor(String pairBy) {
        return new GregorLane(pairBy);
    }

    /** What one would write without it. */
    static Lane outerJoin(String pairBy) {
        return new OuterJoinLane(pairBy);
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

    /** The main class of the same application, for a JVM of its own. */
    Class<?> main();

    /** What the main class is told; parameters are those of {@link #start}. */
    List<String> arguments(String bootstrapServers, String id, Path folder, int threads);

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
