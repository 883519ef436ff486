package dev.gregor.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What one fault costs where it is switched by its file: off, 1, 10, 100 %, and the same way back, so that a process that still becomes faster favours
 * none of them.
 *
 * @param with its parameters
 * @param off with the experiment off
 * @param one with one record in a hundred hit
 * @param ten with one in ten
 * @param all with every one
 */
record FaultCost(String fault, String with, Slice off, Slice one, Slice ten, Slice all) {
    static final String HEAD = "%-22s %12s %24s %24s %24s".formatted("fault", "off", "1 %", "10 %", "100 %");

    private static final long SETTLING_MILLIS = 600;
    private static final long SLICE_MILLIS = 1_000;
    private static final double NOT_AT_ALL = 0;
    private static final List<Double> THERE_AND_BACK = List.of(NOT_AT_ALL, 0.01, 0.1, 1.0, 1.0, 0.1, 0.01, NOT_AT_ALL);
    private static final double MICROS = 1e6;

    /**
     * Measures one.
     *
     * @param id of the application
     * @param warmUpMillis before it
     */
    static FaultCost of(
            FaultLane lane, String id, String fault, String with, boolean isJson, long warmUpMillis, Setting setting)
            throws IOException, InterruptedException {
        String experiment = "select: { fraction: 1.0 }\n    faults: [ { " + fault + ": " + with + " } ]";
        FlightsCase json = FlightsCase.gregor(fault, experiment);
        FlightsCase what = isJson ? json.reading(Flights.WIDE) : json.as(Variant.AVRO);
        try (FaultLane.Running running = lane.run(what, setting, id)) {
            running.nextCommit();
            TimeUnit.MILLISECONDS.sleep(warmUpMillis);
            Map<Double, Slice> slices = new HashMap<>();
            for (double fraction : THERE_AND_BACK) {
                slices.merge(fraction, at(fraction, running), Slice::plus);
            }
            List<Slice> each =
                    THERE_AND_BACK.stream().distinct().map(slices::get).toList();
            return new FaultCost(fault, with, each.get(0), each.get(1), each.get(2), each.get(3));
        }
    }

    /** A slice begins and ends with a commit. */
    private static Slice at(double fraction, FaultLane.Running running) throws IOException, InterruptedException {
        Path config = running.config();
        boolean isOn = fraction > NOT_AT_ALL;
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceAll("enabled: \\w+", "enabled: " + isOn)
                        .replaceAll("fraction: [0-9.]+", "fraction: " + (isOn ? fraction : 1)));
        TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
        Look first = running.nextCommit();
        TimeUnit.MILLISECONDS.sleep(SLICE_MILLIS);
        return running.nextCommit().since(first);
    }

    /** A row of the table: records a second, and how much more processor time a record takes than with the fault off. */
    String toText(Locale locale) {
        return String.format(
                locale,
                "%-22s %,12.0f %,16.0f (%+.2f µs) %,15.0f (%+.2f µs) %,15.0f (%+.2f µs)",
                fault,
                off.recordsPerSecond(),
                one.recordsPerSecond(),
                more(one),
                ten.recordsPerSecond(),
                more(ten),
                all.recordsPerSecond(),
                more(all));
    }

    private double more(Slice slice) {
        return (slice.cpuSecondsPerRecord() - off.cpuSecondsPerRecord()) * MICROS;
    }
}
