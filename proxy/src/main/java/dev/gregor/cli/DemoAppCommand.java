package dev.gregor.cli;

import dev.gregor.demo.FlightsExample;
import dev.gregor.demo.InferenceApp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gregor demo-app}: the programs around Gregor in the flights example, each to run on its own, as {@code docker/compose.yaml} does. */
@Command(
        name = "demo-app",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "The programs around Gregor in the flights example, each to run on its own against a broker.")
final class DemoAppCommand {
    private static final Logger LOG = LoggerFactory.getLogger(DemoAppCommand.class);

    /** Where the broker is. */
    static final class Broker {
        @Option(
                names = "--bootstrap-servers",
                paramLabel = "SERVERS",
                defaultValue = "${env:GREGOR_BOOTSTRAP_SERVERS:-localhost:9092}",
                description = "The broker (default: $GREGOR_BOOTSTRAP_SERVERS, or localhost:9092).")
        private String servers = "localhost:9092";

        FlightsExample example() {
            return new FlightsExample(servers);
        }
    }

    @Command(name = "topics", mixinStandardHelpOptions = true, description = "Creates the topics that are missing.")
    int topics(
            @Mixin Broker broker,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "How many partitions each has (default: ${DEFAULT-VALUE}).")
                    int partitions)
            throws InterruptedException {
        if (partitions < 1) {
            throw new UserMistake("--partitions " + partitions + " is out of range; expected 1 or more");
        }
        broker.example().createTopics(partitions);
        return ExitCode.DONE;
    }

    @Command(
            name = "flights",
            mixinStandardHelpOptions = true,
            description = "Sends flights to flights.raw, as if they departed now, until it is stopped.")
    int flights(
            @Mixin Broker broker,
            @Option(
                            names = "--per-second",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "How many a second (default: ${DEFAULT-VALUE}).")
                    double perSecond) {
        if (!(perSecond > 0)) {
            throw new UserMistake("--per-second " + perSecond + " is out of range; expected a number above 0");
        }
        try (Shutdown signals = Shutdown.closing()) {
            LOG.info("Sends {} flights a second", perSecond);
            broker.example().sendFlights(perSecond, acknowledged -> {});
            return ExitCode.FAIL;
        }
    }

    @Command(
            name = "inference",
            mixinStandardHelpOptions = true,
            description = "Predicts the delay of each flight of one arm, until it is stopped.")
    int inference(
            @Mixin Broker broker,
            @Parameters(paramLabel = "ARM", description = "control or treatment.") FlightsExample.Arm arm)
            throws InterruptedException {
        try (InferenceApp app = broker.example().inference(arm);
                Shutdown signals = Shutdown.closing(app)) {
            app.start();
            LOG.info("Predicts the delays of the {} arm", arm);
            app.awaitEnd();
            return ExitCode.FAIL;
        }
    }
}
