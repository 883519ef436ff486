package dev.gregor.throughput;

import dev.gregor.harness.BrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run [CASE...]}: prints tables, and writes JSON if it is told where. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Measures Gregor beside a plain copy, Kafka Streams, and what one would write by hand, in turns. Where outputs are paired, a record is a pair.")
final class ThroughputBenchmark implements Callable<Integer> {
    private static final int QUICK_RECORDS = 2_000_000;
    private static final int QUICK_PAIRS = 500_000;
    private static final int MISSED = 1;

    @Parameters(arity = "0..*", paramLabel = "CASE", description = "Only these; with * at the end all that begin so.")
    private List<String> names = List.of();

    @Option(names = "--records", description = "Records of each input; half of them warm up.")
    private int records = 9_000_000;

    @Option(
            names = "--pairs",
            description = "Pairs of outputs, a multiple of 8, where they are paired; half as many warm up first.")
    private int pairs = 2_400_000;

    @Option(names = "--rounds", description = "Rounds; each takes all cases in turn.")
    private int rounds = 3;

    @Option(names = "--threads", description = "Stream threads of each application.")
    private int threads = 1;

    @Option(names = "--partitions", description = "Partitions of each topic.")
    private int partitions = 4;

    @Option(
            names = "--latency",
            description = "For how many seconds latency is measured in each turn; 0 for not at all.")
    private int latency = 6;

    @Option(
            names = "--quick",
            description =
                    "Two million records, half a million pairs, and no latencies: enough to see what a change did.")
    private boolean quick;

    @Option(names = "--list", description = "Only prints the names of the cases.")
    private boolean list;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the results go as JSON.")
    private @Nullable Path out;

    @Option(
            names = "--floors",
            paramLabel = "FILE",
            description = "Least values of ratios; ends with 1 if one lies below.")
    private @Nullable Path floors;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs it and exits with 0, with 1 if a ratio lies below its floor, or with 2 for a mistake in the options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ThroughputBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Case> cases = chosen();
        if (list) {
            cases.forEach(each -> System.out.println(each.name()));
            return 0;
        }
        Floors least = floors == null ? Floors.NONE : Floors.read(floors);
        try (BrokerProcess broker = BrokerProcess.start();
                StubRegistry registry = new StubRegistry()) {
            Setting setting = new Setting(
                    broker.bootstrapServers(),
                    registry.url(),
                    quick ? Math.min(records, QUICK_RECORDS) : records,
                    quick ? Math.min(pairs, QUICK_PAIRS) : pairs,
                    1,
                    threads,
                    partitions,
                    quick ? 0 : latency);
            cases.stream().map(Case::input).distinct().forEach(input -> input.write(setting));
            Report report = Report.of(setting, turns(cases, setting));
            System.out.println(report.toText());
            if (out != null) {
                Files.writeString(out, report.toJson() + "\n");
            }
            List<String> below = least.below(report);
            below.forEach(System.err::println);
            return below.isEmpty() ? 0 : MISSED;
        }
    }

    private List<Turn> turns(List<Case> cases, Setting setting) throws IOException, InterruptedException {
        List<Turn> turns = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Case each : cases) {
                Turn turn = Turn.of(each, round, setting);
                if (setting.latencySeconds() > 0 && each instanceof FlightsCase flights) {
                    double half = Math.min(Latency.MOST, turn.recordsPerSecond() / 2);
                    turn = turn.with(Latency.of(flights, round, setting, half));
                }
                turns.add(turn);
                Latency measured = turn.latency();
                System.err.printf(
                        "%2d/%d %-32s %,10.0f records/s, %.3f CPU s per million%s%n",
                        round,
                        rounds,
                        turn.name(),
                        turn.recordsPerSecond(),
                        turn.cpuSecondsPerMillion(),
                        measured == null ? "" : ", p99 %.1f ms at %,.0f/s".formatted(measured.p99(), measured.rate()));
            }
        }
        return turns;
    }

    private List<Case> chosen() {
        List<Case> all = Cases.all();
        for (String name : names) {
            if (all.stream().noneMatch(each -> isNamed(each, name))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no case " + name + "; expected one of "
                                + all.stream().map(Case::name).collect(Collectors.joining(", ")));
            }
        }
        return names.isEmpty()
                ? all
                : all.stream()
                        .filter(each -> names.stream().anyMatch(name -> isNamed(each, name)))
                        .toList();
    }

    private static boolean isNamed(Case each, String name) {
        return name.endsWith("*")
                ? each.name().startsWith(name.substring(0, name.length() - 1))
                : each.name().equals(name);
    }
}
