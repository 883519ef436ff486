package dev.gregor.cli;

import dev.gregor.config.Experiment;
import dev.gregor.config.InvalidConfig;
import dev.gregor.config.Loaded;
import dev.gregor.injection.Revision;
import dev.gregor.judge.Verdict;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.Report;
import dev.gregor.results.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gregor report NAME...}: what became of experiments, from the topics of the application. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Reports what became of an experiment, from the topics of an application that runs or has stopped. With several"
                        + " names the experiments stand side by side. Writes nothing to the cluster.",
        footer = {
            "",
            "Exit codes: 0 pass, 1 fail or halted, 3 inconclusive or invalid or not judged yet, of several the gravest, in"
                    + " the order 1, 3, 0; 2 an unknown name, 4 the cluster cannot be reached."
        })
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "The experiments.")
    private List<String> names = List.of();

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description =
                    "The configuration; or one for each name, in their order, to set runs of two applications side by side.")
    private List<Path> configs = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ReportFormat format = ReportFormat.html;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the report is written. Left out, HTML goes into NAME.html and the other formats are printed.")
    private @Nullable Path out;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    ReportCommand() {}

    @Override
    public Integer call() throws InvalidConfig {
        if (format == ReportFormat.chaostoolkit && names.size() > 1) {
            throw new UserMistake("a journal of the Chaos Toolkit holds one experiment, but " + names.size()
                    + " are named; expected one NAME");
        }
        Report report = report(asked());
        String text = format.render(report);
        Path file = file();
        if (file == null) {
            print(text);
        } else {
            write(file, text);
            print(report, file);
        }
        return report.experiments().stream()
                .map(each -> exitCode(each.verdict()))
                .reduce(ExitCode.DONE, ReportCommand::graver);
    }

    /** An experiment and the configuration that it stands in. */
    private record Asked(Loaded loaded, Experiment experiment) {
        static Asked of(String name, Path file, Loaded loaded) {
            return loaded.config().experiments().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .map(each -> new Asked(loaded, each))
                    .orElseThrow(() -> new UserMistake("there is no experiment '" + name + "' in " + file + "; "
                            + (loaded.config().experiments().isEmpty()
                                    ? "it has none"
                                    : "expected "
                                            + loaded.config().experiments().stream()
                                                    .map(Experiment::name)
                                                    .collect(Collectors.joining(", ")))));
        }
    }

    private List<Asked> asked() throws InvalidConfig {
        if (configs.size() != 1 && configs.size() != names.size()) {
            throw new UserMistake("there are " + configs.size() + " configurations for " + names.size()
                    + (names.size() == 1 ? " name" : " names") + "; expected one --config for all, or one for each");
        }
        List<Loaded> loaded = ConfigFiles.load(configs);
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int at = configs.size() == 1 ? 0 : i;
            asked.add(Asked.of(names.get(i), configs.get(at), loaded.get(at)));
        }
        return asked;
    }

    private static Report report(List<Asked> asked) {
        List<ExperimentReport> reports = new ArrayList<>();
        for (Asked each : asked) {
            try (Results results = new Results(each.loaded().config().application())) {
                reports.add(results.report(each.experiment(), Revision.of(each.loaded()), Map.of(), List.of()));
            }
        }
        String applications = asked.stream()
                .map(each -> each.loaded().config().application().id())
                .distinct()
                .collect(Collectors.joining(", "));
        return Report.of(applications, Instant.now(), reports);
    }

    /** Where the report goes; null where it is printed. */
    private @Nullable Path file() {
        return out != null || format != ReportFormat.html ? out : Path.of(String.join("-", names) + ".html");
    }

    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserMistake(
                    "'" + file + "' cannot be written: " + e + "; expected a file in a folder that can be");
        }
    }

    private void print(String text) {
        PrintWriter print = spec.commandLine().getOut();
        print.print(text);
        print.flush();
    }

    private void print(Report report, Path file) {
        PrintWriter print = spec.commandLine().getOut();
        if (output.isJson()) {
            OutputOption.printJson(print, Written.of(report, format, file));
            return;
        }
        for (ExperimentReport each : report.experiments()) {
            print.printf("%s: %s%n", each.experiment(), each.verdict().word());
            each.reasons().forEach(reason -> print.printf("  - %s%n", reason));
        }
        print.printf("%nThe report: %s%n", file.toAbsolutePath().toUri());
        print.flush();
    }

    /** What is printed as JSON of a report that went into a file. */
    record Written(List<Judged> experiments, String format, String file) {
        static Written of(Report report, ReportFormat format, Path file) {
            return new Written(
                    report.experiments().stream()
                            .map(each ->
                                    new Judged(each.experiment(), each.verdict().word(), each.reasons()))
                            .toList(),
                    format.name(),
                    file.toAbsolutePath().toString());
        }

        record Judged(String experiment, String verdict, List<String> reasons) {}
    }

    private static int exitCode(Verdict.Kind verdict) {
        return switch (verdict) {
            case PASS -> ExitCode.DONE;
            case FAIL, HALTED -> ExitCode.FAIL;
            case INCONCLUSIVE, INVALID -> ExitCode.UNDECIDED;
        };
    }

    private static int graver(int one, int other) {
        if (one == ExitCode.FAIL || other == ExitCode.FAIL) {
            return ExitCode.FAIL;
        }
        return Math.max(one, other);
    }
}
