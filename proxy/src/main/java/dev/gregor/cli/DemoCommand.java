package dev.gregor.cli;

import dev.gregor.config.InvalidConfig;
import dev.gregor.demo.Demo;
import dev.gregor.demo.FailureModes;
import dev.gregor.demo.Flights;
import dev.gregor.http.ReportServer;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.Report;
import dev.gregor.report.ReportHtml;
import dev.gregor.report.ReportJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gregor demo}: everything on this machine, with nothing installed. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs a real broker in this process, sends 20,000 real flights through it and past a real model, with"
                        + " and without a fault, and reports what the fault did to the predictions.")
final class DemoCommand implements Callable<Integer> {
    private static final List<String> EXPERIMENTS = List.of("distance-goes-missing", "control-run");

    /** Of more than so many experiments only a line each is printed. */
    private static final int FEW = 8;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many flights are replayed, up to 20000 (default: ${DEFAULT-VALUE}).")
    private int records = 20_000;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "gregor-demo",
            description = "Where report.json and report.html are written (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("gregor-demo");

    @ArgGroup(exclusive = true)
    private @Nullable Choice choice;

    /** What to run in place of the default. */
    static final class Choice {
        @Option(
                names = "--experiment",
                paramLabel = "FILE",
                description =
                        "A configuration to run, or the name of a ready-made experiment. May be given several times;"
                                + " left out, distance-goes-missing and control-run are run.")
        private List<String> experiments = List.of();

        @Option(
                names = "--all",
                description = "Run the ready-made experiments of all failure modes, which takes some minutes, and sum"
                        + " them up on one page.")
        private boolean all;
    }

    @Option(names = "--serve", description = "Show the report on a loopback port until interrupted.")
    private boolean serve;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    DemoCommand() {}

    @Override
    public Integer call() throws InvalidConfig, IOException, InterruptedException {
        int all = Flights.all().size();
        if (records < 1 || records > all) {
            throw new UserMistake("--records " + records + " is out of range; expected 1 to " + all);
        }
        Files.createDirectories(out);
        Report report = run();
        Path html = out.resolve("report.html");
        Files.writeString(html, ReportHtml.render(report));
        ReportJson.write(report, out.resolve("report.json"));
        print(report, html);
        if (serve) {
            serve(html);
        }
        return ExitCode.DONE;
    }

    private Report run() throws InvalidConfig, InterruptedException {
        List<Demo.Planned> configurations = planned();
        try (ProgressLines progress =
                new ProgressLines(records, spec.commandLine().getErr())) {
            return Demo.run(configurations, records, progress);
        }
    }

    /** What is to run, all of it loaded and valid before anything starts. */
    private List<Demo.Planned> planned() throws InvalidConfig {
        List<Demo.Planned> planned = new ArrayList<>();
        if (choice != null && choice.all) {
            planned.add(new Demo.Planned(ReadyExperiments.load(FailureModes.CONTROL), null));
            for (FailureModes.Line line : FailureModes.lines()) {
                planned.add(new Demo.Planned(ReadyExperiments.load(line.file()), line));
            }
            return planned;
        }
        for (String experiment : choice == null ? EXPERIMENTS : choice.experiments) {
            planned.add(new Demo.Planned(ReadyExperiments.find(experiment), null));
        }
        return planned;
    }

    private void print(Report report, Path html) throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        if (output.isJson()) {
            print.println(Files.readString(out.resolve("report.json")).strip());
        } else {
            boolean isShort = report.experiments().size() > FEW;
            report.experiments().forEach(each -> {
                if (isShort) {
                    printLine(print, each);
                } else {
                    print(print, each);
                }
            });
            print.printf("%nThe report: %s%n", html.toAbsolutePath().toUri());
        }
        print.flush();
    }

    private static void print(PrintWriter print, ExperimentReport experiment) {
        print.printf("%n%s: %s%n", experiment.experiment(), experiment.verdict().word());
        print.printf("  %s%n", experiment.asked().hypothesis());
        experiment.reasons().forEach(reason -> print.printf("  - %s%n", reason));
        print.printf(
                "  %,d records seen, %,d selected, injected %s%n",
                experiment.seen().records().seen(),
                experiment.seen().records().selected(),
                experiment.seen().records().injected());
    }

    private static void printLine(PrintWriter print, ExperimentReport experiment) {
        print.printf(
                "%-13s %-32s %s%n",
                experiment.verdict().word(),
                experiment.experiment(),
                experiment.failureMode() == null ? "" : experiment.failureMode() + ": " + experiment.tests());
    }

    private void serve(Path html) throws IOException, InterruptedException {
        try (ReportServer server =
                        ReportServer.start(Files.readString(html), Files.readString(out.resolve("report.json")));
                Shutdown signals = Shutdown.closing(server)) {
            PrintWriter print = spec.commandLine().getOut();
            print.printf("Shown at http://127.0.0.1:%d/ until interrupted%n", server.port());
            print.flush();
            new CountDownLatch(1).await();
        }
    }
}
