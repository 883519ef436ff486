package dev.gregor.throughput;

import dev.gregor.cli.Gregor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One application on one kind of input. */
sealed interface Case permits FlightsCase, PairingCase {
    /** What it is called on the command line and in the results. */
    String name();

    Input input();

    /** How much of the input there is, in what {@link #progress} counts. */
    int total(Setting setting);

    /** Topics of its own that are to be there before it starts, with their partitions. */
    Map<String, Integer> topics(Setting setting, String id);

    /** Its main class. */
    String main();

    default String classPath() {
        return System.getProperty("java.class.path");
    }

    /** What the main class is told. */
    List<String> arguments(Setting setting, String id, Path folder);

    /** Waits for the moment from which on it is measured. */
    Look begin(Turn.Running running, Setting setting, String id) throws IOException, InterruptedException;

    /** Reads how far it has come. */
    Progress progress(Setting setting, String id);

    default boolean isGregor() {
        return main().equals(Gregor.class.getName());
    }
}
