package dev.gregor.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code gregor} command. */
@Command(
        name = "gregor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "A streaming fault-injection proxy for Kafka: damages a chosen fraction of the records on purpose and"
                        + " measures what that does to the predictions downstream.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ValidateCommand.class,
            PlanCommand.class,
            FaultsCommand.class,
            ExperimentsCommand.class,
            ReportCommand.class,
            AuditCommand.class,
            DemoAppCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 pass or done, 1 fail or halted, 2 wrong usage or configuration,",
            "3 inconclusive or invalid, 4 the cluster cannot be reached."
        })
public final class Gregor {

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command with all its subcommands, for {@code main} and tests. */
    public static CommandLine commandLine() {
        return new CommandLine(new Gregor())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Mistakes::say);
    }
}
