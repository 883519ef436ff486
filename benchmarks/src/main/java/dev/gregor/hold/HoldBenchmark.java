package dev.gregor.hold;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.gregor.demo.EmbeddedBroker;
import dev.gregor.hold.Pass.Held;
import dev.gregor.hold.Pass.Restored;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run hold}: prints one JSON object. */
@Command(
        name = "benchmarks/run hold",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Measures Gregor while it holds many records: heap, lateness of release, and the time to come back after a kill -9.")
final class HoldBenchmark implements Callable<Integer> {
    private static final int VALUE_BYTES = 200;
    private static final int PARTITIONS = 4;
    private static final int LOST_OR_DOUBLED = 1;

    @Option(names = "--records", description = "Records held at once.")
    private int records = 1_000_000;

    @Option(names = "--rate", description = "Records that come in and go out each second.")
    private int rate = 20_000;

    @Option(names = "--heap", description = "Largest heap of Gregor, in megabytes.")
    private int heap = 512;

    @Option(names = "--threads", description = "Stream threads of Gregor.")
    private int threads = 2;

    /** Runs it and exits with 0, or with 1 if a record was lost or doubled. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new HoldBenchmark()).execute(arguments));
    }

    private record Report(Setup setup, long delaySeconds, Held hold, Restored restore) {
        boolean isExactlyOnce() {
            return hold.missing() + hold.doubled() + restore.missing() + restore.doubled() == 0;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Setup setup = new Setup(records, rate, VALUE_BYTES, heap, threads, PARTITIONS);
        Report report = new Report(setup, setup.delay().toSeconds(), undisturbed(setup), killed(setup));
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        System.out.println(json.writeValueAsString(report));
        return report.isExactlyOnce() ? 0 : LOST_OR_DOUBLED;
    }

    /** Each pass has a broker of its own, so that the second finds none of the first's logs. */
    private static Held undisturbed(Setup setup) throws IOException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Pass pass = new Pass(broker, "hold", setup)) {
            return pass.undisturbed();
        }
    }

    private static Restored killed(Setup setup) throws IOException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Pass pass = new Pass(broker, "restore", setup)) {
            return pass.killed();
        }
    }
}
