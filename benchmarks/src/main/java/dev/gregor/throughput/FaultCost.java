package dev.gregor.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What one fault costs in one process, which is warmed up with it and then switched by its file.
 *
 * @param with its parameters
 * @param off with the experiment off
 * @param one with one record in a hundred hit
 * @param ten with one in ten
 * @param all with every one
 */
record FaultCost(String fault, String with, Slice off, Slice one, Slice ten, Slice all) {
    static final String HEAD = "%-22s %12s %24s %24s %24s".formatted("fault", "off", "1 %", "10 %", "100 %");

    private static final long WARM_UP_MILLIS = 3_000;
    private static final long SETTLING_MILLIS = 700;
    private static final long SLICE_MILLIS = 1_500;
    private static final double MICROS = 1e6;

    /**
     * A while at one setting.
     *
     * @param recordsPerSecond records that were taken in
     * @param cpuMicrosPerRecord processor time of the process for each
     */
    record Slice(double recordsPerSecond, double cpuMicrosPerRecord) {}

    static FaultCost of(String fault, String with, boolean isJson, Setting setting)
            throws IOException, InterruptedException {
        String experiment = "select: { fraction: 1.0 }\n    faults: [ { " + fault + ": " + with + " } ]";
        FlightsCase json = FlightsCase.gregor(fault, experiment);
        FlightsCase what = isJson ? json.reading(Flights.WIDE) : json.as(Variant.AVRO);
        try (Turn.Running running = new Turn.Running(what, setting, "fault-" + fault, Map.of());
                Consumed consumed = new Consumed(setting.bootstrapServers(), "fault-" + fault)) {
            Meter meter = new Meter(running, consumed);
            running.beyond(0, consumed);
            TimeUnit.MILLISECONDS.sleep(WARM_UP_MILLIS);
            return new FaultCost(
                    fault, with, meter.at(false, 1), meter.at(true, 0.01), meter.at(true, 0.1), meter.at(true, 1));
        }
    }

    /** Switches one process, and measures it. */
    private record Meter(Turn.Running running, Consumed consumed) {
        Slice at(boolean isOn, double fraction) throws IOException, InterruptedException {
            Path config = running.config();
            Files.writeString(
                    config,
                    Files.readString(config)
                            .replaceAll("enabled: \\w+", "enabled: " + isOn)
                            .replaceAll("fraction: [0-9.]+", "fraction: " + fraction));
            TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
            Look first = nextCommit();
            TimeUnit.MILLISECONDS.sleep(SLICE_MILLIS);
            Look last = nextCommit();
            return new Slice(last.recordsPerSecondSince(first), last.cpuSecondsPerRecordSince(first) * MICROS);
        }

        /** Waits for the next commit, so that a slice begins and ends with one. */
        private Look nextCommit() throws IOException, InterruptedException {
            return running.beyond(consumed.records(), consumed);
        }
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
