package dev.gregor.pairing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.gregor.harness.BrokerProcess;
import dev.gregor.harness.Medians;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run pairing}: prints one JSON object. */
@Command(
        name = "benchmarks/run pairing",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Pairs and measures outputs with Gregor and with the outer join of Kafka Streams' DSL, in turns.")
final class PairingBenchmark implements Callable<Integer> {
    private static final int MISCOUNTED = 1;
    private static final int PARTITIONS = 4;

    @Option(names = "--pairs", description = "Pairs of a turn, a multiple of 8.")
    private int pairs = 1_000_000;

    @Option(names = "--rounds", description = "Rounds that count, after one that only warms up.")
    private int rounds = 3;

    @Option(names = "--threads", description = "Stream threads of each application.")
    private int threads = 2;

    @Option(
            names = "--lanes",
            split = ",",
            description = "Only these of gregor-by-key, outer-join-by-key, gregor-by-header, outer-join-by-header.")
    private List<String> lanes = Lane.all().stream().map(Lane::name).toList();

    @Option(
            names = "--flat",
            description =
                    "Only Gregor, by key, once and without warming up; looks at memory and disk after each fifth.")
    private boolean flat;

    /** Runs it and exits with 0, or with 1 if Gregor has not counted every pair. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PairingBenchmark()).execute(arguments));
    }

    /**
     * What was measured.
     *
     * @param pairsPerSecond the median of the rounds, by lane
     * @param cpuMicrosPerPair processor time of the application for each pair: the median of the rounds, by lane
     * @param ratios pairs a second of Gregor over those of the outer join, by what is paired by; the median of the rounds' ratios
     */
    private record Report(
            int pairs,
            int threads,
            List<Turn> turns,
            Map<String, Double> pairsPerSecond,
            Map<String, Double> cpuMicrosPerPair,
            Map<String, Double> ratios) {}

    private record FlatReport(int pairs, Turn turn, List<Flatness.Look> looks) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (BrokerProcess broker = BrokerProcess.start()) {
            Outputs.write(broker.bootstrapServers(), PARTITIONS, pairs);
            return flat ? flat(broker) : turns(broker);
        }
    }

    private int flat(BrokerProcess broker) throws IOException, InterruptedException {
        Flatness flatness = new Flatness(pairs / 5);
        Turn turn = Turn.of(new GregorLane(Lane.BY_KEY), 1, pairs, threads, broker, flatness);
        print(new FlatReport(pairs, turn, flatness.looks()));
        return turn.isRight(pairs) ? 0 : MISCOUNTED;
    }

    private int turns(BrokerProcess broker) throws IOException, InterruptedException {
        List<Lane> wanted =
                Lane.all().stream().filter(lane -> lanes.contains(lane.name())).toList();
        List<Turn> turns = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            for (Lane lane : wanted) {
                Turn turn = Turn.of(lane, round, pairs, threads, broker, (counted, folder) -> {});
                System.err.println(turn);
                turns.add(turn);
            }
        }
        print(report(turns));
        boolean isRight =
                turns.stream().filter(turn -> turn.lane().startsWith("gregor")).allMatch(turn -> turn.isRight(pairs));
        return isRight ? 0 : MISCOUNTED;
    }

    private Report report(List<Turn> turns) {
        List<Turn> counting = turns.stream().filter(turn -> turn.round() > 0).toList();
        Map<String, Double> perSecond = new TreeMap<>();
        Map<String, Double> cpu = new TreeMap<>();
        counting.stream().collect(Collectors.groupingBy(Turn::lane)).forEach((lane, own) -> {
            perSecond.put(
                    lane, Medians.of(own.stream().map(Turn::pairsPerSecond).toList()));
            cpu.put(lane, Medians.of(own.stream().map(Turn::cpuMicrosPerPair).toList()));
        });
        Map<String, Double> ratios = new TreeMap<>();
        for (String by : List.of("by-key", "by-header")) {
            List<Double> gregor = perSecond(counting, "gregor-" + by);
            List<Double> join = perSecond(counting, "outer-join-" + by);
            List<Double> each = new ArrayList<>();
            for (int i = 0; i < Math.min(gregor.size(), join.size()); i++) {
                each.add(gregor.get(i) / join.get(i));
            }
            if (!each.isEmpty()) {
                ratios.put(by, Medians.of(each));
            }
        }
        return new Report(pairs, threads, turns, perSecond, cpu, ratios);
    }

    private static List<Double> perSecond(List<Turn> turns, String lane) {
        return turns.stream()
                .filter(turn -> turn.lane().equals(lane))
                .map(Turn::pairsPerSecond)
                .toList();
    }

    private static void print(Object report) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        System.out.println(json.writeValueAsString(report));
    }
}
