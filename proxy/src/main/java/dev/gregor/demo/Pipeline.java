package dev.gregor.demo;

import dev.gregor.config.Experiment;
import dev.gregor.report.ExperimentReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What stands around one route in the demo: what writes its raw topic, and the applications that read its two arms and
 * write the outputs that are compared. The topics of the route and of the measurement exist when it is made, and the proxy
 * runs when it starts.
 */
interface Pipeline extends AutoCloseable {
    /** The topics that it needs besides those of the route and of the measurement, with their numbers of partitions. */
    default Map<String, Integer> topics() {
        return Map.of();
    }

    /** Starts the applications and returns when they run. */
    void start();

    /**
     * Writes everything into the raw topic and returns when the broker has it.
     *
     * @param progress told how many records the broker has, on any thread
     */
    Fed feed(LongConsumer progress);

    /** Whether {@link #passed()} is to be called; it costs some seconds of waiting. */
    default boolean needsBothArms() {
        return false;
    }

    /**
     * Called once where asked for, when all raw records went through Gregor and nothing of them is held any more, so that both arms are
     * complete: the moment for what needs a whole topic, as a training.
     */
    default void passed() throws InterruptedException {}

    /** How many outputs the control arm writes; asked after {@link #passed()}. The run waits until all of them are settled. */
    long controlOutputs();

    /** The unit of an output by its name; an output may be left out. */
    Map<String, String> units();

    /** What a reader of the report has to know besides; asked when the run is over. */
    List<String> notes();

    /** Adds to the report of an experiment what this pipeline alone knows; asked for each when the run is over. */
    default ExperimentReport completed(Experiment experiment, ExperimentReport report) {
        return report;
    }

    /** Stops the applications. */
    @Override
    void close();

    /**
     * What the raw topic was given.
     *
     * @param records how many records
     * @param last the latest timestamp of them
     */
    record Fed(long records, Instant last) {}
}
