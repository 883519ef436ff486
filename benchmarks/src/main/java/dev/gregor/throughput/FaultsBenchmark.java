package dev.gregor.throughput;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.gregor.config.Format;
import dev.gregor.fault.Catalogue;
import dev.gregor.fault.CatalogueEntry;
import dev.gregor.harness.BrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code benchmarks/run faults}: what each fault costs where it hits one record in a hundred, in ten, and every one. */
@Command(
        name = "benchmarks/run faults",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Measures Gregor with each fault on, at 1, 10 and 100 % of the records, beside itself with the fault off.")
final class FaultsBenchmark implements Callable<Integer> {
    /** Where the example of the catalogue would hold millions of records back, or ask for a past that a benchmark does not have. */
    private static final Map<String, String> INSTEAD = Map.of(
            "delay", "{by: 1s}",
            "stall", "{for: 1s}",
            "late", "{beyond: 1s, window: 1s}",
            "rate-limit", "{records-per-second: 1000000}",
            "duplicate-record", "{copies: 1}",
            "stale-field", "{field: distance, lag: 1s}");

    /** For the compiler, which is busy for ten seconds and more. */
    private static final long FIRST_WARM_UP_MILLIS = 20_000;

    /** For what is new with a fault. */
    private static final long WARM_UP_MILLIS = 2_000;

    @Parameters(arity = "0..*", paramLabel = "FAULT", description = "Only these.")
    private List<String> names = List.of();

    @Option(names = "--records", description = "Records of each input.")
    private int records = 16_000_000;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the results go as JSON.")
    private @Nullable Path out;

    /** Runs it and exits with 0. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FaultsBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<FaultCost> costs = new ArrayList<>();
        try (BrokerProcess broker = BrokerProcess.start();
                StubRegistry registry = new StubRegistry();
                FaultLane lane = new FaultLane()) {
            Setting setting = new Setting(broker.bootstrapServers(), registry.url(), records, 0, 1, 1, 4, 0);
            for (String input : List.of(Flights.WIDE, Flights.AVRO)) {
                new Input.OfFlights(input).write(setting);
            }
            FaultCost.of(lane, "warm-up", "drop-field", "{field: distance}", true, FIRST_WARM_UP_MILLIS, setting);
            System.out.println(FaultCost.HEAD);
            for (CatalogueEntry entry : Catalogue.entries()) {
                if (names.isEmpty() || names.contains(entry.name())) {
                    boolean isJson = entry.formats().contains(Format.JSON.word());
                    FaultCost cost = FaultCost.of(
                            lane,
                            "fault-" + entry.name(),
                            entry.name(),
                            INSTEAD.getOrDefault(entry.name(), entry.example().with()),
                            isJson,
                            WARM_UP_MILLIS,
                            setting);
                    costs.add(cost);
                    System.out.println(cost.toText(Locale.ROOT));
                }
            }
        }
        if (out != null) {
            ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            Files.writeString(out, json.writeValueAsString(costs) + "\n");
        }
        return 0;
    }
}
