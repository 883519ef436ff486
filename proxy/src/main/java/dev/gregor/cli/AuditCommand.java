package dev.gregor.cli;

import dev.gregor.audit.Audit;
import dev.gregor.audit.AuditReport;
import dev.gregor.config.InvalidConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gregor audit}: whether what came out is what must have come out. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description =
                "Reads the raw topics, the outputs and the ledger again, recomputes what must have come out, and lists each"
                        + " record that is missing, doubled, altered without an entry in the ledger, or different from what"
                        + " its fault yields. Writes nothing; may run beside the proxy.",
        footer = {"", "Exit codes: 0 everything is as it must be, 1 something is not, 3 there was nothing to audit."})
final class AuditCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description =
                    "The configuration. May be given again with earlier revisions of it that the ledger does not hold.")
    private List<Path> configs = List.of();

    @Option(
            names = "--list",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many findings of each kind are listed (default: ${DEFAULT-VALUE}).")
    private int most = 20;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    AuditCommand() {}

    @Override
    public Integer call() throws InvalidConfig {
        if (most < 0) {
            throw new UserMistake("--list " + most + " is no number of findings; expected 0 or more");
        }
        PrintWriter err = spec.commandLine().getErr();
        AuditReport report = Audit.of(ConfigFiles.load(configs), ConfigFiles.loader(), most, step -> {
            err.println("gregor: " + step);
            err.flush();
        });
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            OutputOption.printJson(out, report);
        } else {
            print(out, report);
        }
        out.flush();
        if (!report.isClean()) {
            return ExitCode.FAIL;
        }
        return report.isConclusive() ? ExitCode.DONE : ExitCode.UNDECIDED;
    }

    private static void print(PrintWriter out, AuditReport report) {
        for (AuditReport.RouteAudit route : report.routes()) {
            out.printf(
                    "%s: %,d records, %,d of them treated; %,d outputs%s, %,d held back now%n",
                    route.route(),
                    route.records(),
                    route.treated(),
                    route.treatment(),
                    route.control() == 0 ? "" : " and %,d of the control arm".formatted(route.control()),
                    route.held());
            if (route.trusted() > 0) {
                out.printf(
                        "  of %,d records the output could not be computed again, and the ledger's word was taken%n",
                        route.trusted());
            }
        }
        report.routes().stream().findFirst().ifPresent(any -> out.printf("%,d events of the ledger%n", any.ledger()));
        report.notes().forEach(note -> out.println("note: " + note));
        for (AuditReport.Listed each : report.listed()) {
            out.printf(
                    "%n%s  %s%s%n", each.kind(), each.record(), each.output().isEmpty() ? "" : " -> " + each.output());
            out.printf("    %s%n", each.says());
        }
        out.println();
        if (!report.isClean()) {
            report.findings().forEach((kind, count) -> out.printf("%s: %,d%n", kind, count));
        } else if (report.isConclusive()) {
            out.println("clean: nothing was lost, doubled, altered or invented");
        } else {
            out.println("there was nothing to audit");
        }
    }
}
