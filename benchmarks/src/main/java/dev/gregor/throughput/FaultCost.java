package dev.gregor.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
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
    private static final List<Double> FRACTIONS = List.of(NOT_AT_ALL, 0.01, 0.1, 1.0);
    private static final double MICROS = 1e6;
    private static final double NANOS = 1e9;

    /**
     * What there was at one setting.
     *
     * @param records that were taken in
     * @param seconds in which they were
     * @param cpuSeconds processor time of the process
     */
    record Slice(long records, double seconds, double cpuSeconds) {
        private static Slice between(Look first, Look last) {
            return new Slice(
                    last.records() - first.records(),
                    (last.nanos() - first.nanos()) / NANOS,
                    last.cpuSeconds() - first.cpuSeconds());
        }

        private Slice plus(Slice other) {
            return new Slice(records + other.records, seconds + other.seconds, cpuSeconds + other.cpuSeconds);
        }

        /** Throughput. */
        double recordsPerSecond() {
            return records / seconds;
        }

        /** Processor time for one of the records. */
        double cpuMicrosPerRecord() {
            return cpuSeconds * MICROS / records;
        }
    }

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
            List<Slice> there = new ArrayList<>();
            for (double fraction : FRACTIONS) {
                there.add(at(fraction, running));
            }
            Deque<Slice> both = new ArrayDeque<>();
            for (int i = FRACTIONS.size() - 1; i >= 0; i--) {
                both.addFirst(there.get(i).plus(at(FRACTIONS.get(i), running)));
            }
            return new FaultCost(fault, with, both.remove(), both.remove(), both.remove(), both.remove());
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
        return Slice.between(first, running.nextCommit());
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
        return slice.cpuMicrosPerRecord() - off.cpuMicrosPerRecord();
    }
}
