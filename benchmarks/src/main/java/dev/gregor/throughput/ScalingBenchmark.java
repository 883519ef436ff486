package dev.gregor.throughput;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.gregor.harness.BrokerProcess;
import dev.gregor.harness.Medians;
import dev.gregor.harness.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code benchmarks/run scaling}: the same work over 1, 2 and 4 partitions, threads and instances. On a machine with few cores more of these do not make
 * it faster; what counts is that a record costs no more processor time when the work is divided.
 */
@Command(
        name = "benchmarks/run scaling",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Divides the same work among partitions, threads and instances.")
final class ScalingBenchmark implements Callable<Integer> {
    private static final List<Division> DIVISIONS = List.of(
            new Division(4, 1, 1),
            new Division(1, 1, 1),
            new Division(2, 1, 1),
            new Division(4, 2, 1),
            new Division(4, 4, 1),
            new Division(4, 1, 2),
            new Division(4, 1, 4));
    private static final Set<String> CASES = Set.of("streams", "drop-field-10");

    @Option(names = "--records", description = "Records of each input; half of them warm up.")
    private int records = 9_000_000;

    @Option(names = "--rounds", description = "Rounds; each takes all divisions in turn.")
    private int rounds = 3;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the results go as JSON.")
    private @Nullable Path out;

    /** How the work is divided. */
    private record Division(int partitions, int threads, int instances) {}

    /** @param brokerCpu processor seconds of the broker for a million records, with the start and the end of the application */
    private record Result(Division division, Turn turn, double brokerCpu) {}

    /** The medians of one case with one division; the ratios are to the first division, within a round. */
    private record Row(
            @JsonProperty("case") String name,
            int partitions,
            int threads,
            int instances,
            @JsonProperty("records_per_second") double recordsPerSecond,
            @JsonProperty("cpu_seconds_per_million") double cpuSecondsPerMillion,
            @JsonProperty("cpu_ratio") double cpuRatio,
            @JsonProperty("broker_cpu_seconds_per_million") double brokerCpuSecondsPerMillion,
            @JsonProperty("peak_mb_of_one") double peakMegabytes) {}

    /** Runs it and exits with 0. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ScalingBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<FlightsCase> cases = Cases.all().stream()
                .filter(each -> CASES.contains(each.name()))
                .map(FlightsCase.class::cast)
                .toList();
        List<Result> results = new ArrayList<>();
        try (BrokerProcess broker = BrokerProcess.start();
                StubRegistry registry = new StubRegistry()) {
            for (int partitions : DIVISIONS.stream().map(Division::partitions).collect(Collectors.toSet())) {
                String input = input(partitions);
                Topics.createShared(broker.bootstrapServers(), Map.of(input, partitions));
                new Flights(Flights.JSON).write(broker.bootstrapServers(), input, records);
            }
            for (int round = 1; round <= rounds; round++) {
                for (Division division : DIVISIONS) {
                    for (FlightsCase each : cases) {
                        double before = broker.cpuSeconds();
                        // Each turn has topics of its own: names that come again would meet those that are being
                        // deleted.
                        Turn turn = Turn.of(
                                each.reading(input(division.partitions())),
                                results.size(),
                                setting(broker, registry, division));
                        double brokerCpu = (broker.cpuSeconds() - before) * 1e6 / records;
                        results.add(new Result(division, turn, brokerCpu));
                        System.err.printf(
                                "%d/%d %-14s %s %,.0f records/s, %.3f CPU s per million%n",
                                round,
                                rounds,
                                turn.name(),
                                division,
                                turn.recordsPerSecond(),
                                turn.cpuSecondsPerMillion());
                    }
                }
            }
        }
        List<Row> rows = cases.stream()
                .flatMap(each -> DIVISIONS.stream().map(division -> row(each.name(), division, results)))
                .toList();
        print(rows);
        if (out != null) {
            ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            Files.writeString(out, json.writeValueAsString(rows) + "\n");
        }
        return 0;
    }

    private static String input(int partitions) {
        return Flights.JSON + "-" + partitions;
    }

    private Setting setting(BrokerProcess broker, StubRegistry registry, Division division) {
        return new Setting(
                broker.bootstrapServers(),
                registry.url(),
                records,
                0,
                division.instances(),
                division.threads(),
                division.partitions(),
                0);
    }

    private static Row row(String name, Division division, List<Result> results) {
        List<Result> own = of(name, division, results);
        List<Result> first = of(name, DIVISIONS.get(0), results);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            ratios.add(own.get(i).turn().cpuSecondsPerMillion()
                    / first.get(i).turn().cpuSecondsPerMillion());
        }
        return new Row(
                name,
                division.partitions(),
                division.threads(),
                division.instances(),
                median(own, each -> each.turn().recordsPerSecond()),
                median(own, each -> each.turn().cpuSecondsPerMillion()),
                Medians.of(ratios),
                median(own, Result::brokerCpu),
                median(own, each -> each.turn().peakMegabytes()));
    }

    private static List<Result> of(String name, Division division, List<Result> results) {
        return results.stream()
                .filter(each ->
                        each.division().equals(division) && each.turn().name().equals(name))
                .toList();
    }

    private static double median(List<Result> results, ToDoubleFunction<Result> of) {
        return Medians.of(results.stream().map(of::applyAsDouble).toList());
    }

    private static void print(List<Row> rows) {
        System.out.printf(
                "%-16s %10s %8s %10s %12s %10s %10s %12s %8s%n",
                "case",
                "partitions",
                "threads",
                "instances",
                "records/s",
                "CPU s/M",
                "CPU ratio",
                "broker s/M",
                "peak MB");
        for (Row each : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %10d %8d %10d %,12.0f %10.3f %10.2f %12.3f %8.0f%n",
                    each.name(),
                    each.partitions(),
                    each.threads(),
                    each.instances(),
                    each.recordsPerSecond(),
                    each.cpuSecondsPerMillion(),
                    each.cpuRatio(),
                    each.brokerCpuSecondsPerMillion(),
                    each.peakMegabytes());
        }
    }
}
