package dev.gregor.cli;

import dev.gregor.config.InvalidConfig;
import dev.gregor.config.Loaded;
import dev.gregor.config.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gregor validate FILE...}: checks configurations, and says all that is wrong with them. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks configuration files and lists every error with its line and column.")
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files to check.")
    private List<Path> files = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    ValidateCommand() {}

    /** What is said of one file. */
    record Checked(String file, boolean valid, @Nullable String revision, int experiments, List<Problem> problems) {}

    @Override
    public Integer call() {
        List<Checked> all = files.stream().map(ValidateCommand::check).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            OutputOption.printJson(out, all);
        } else {
            all.forEach(checked -> print(out, checked));
        }
        return all.stream().allMatch(Checked::valid) ? ExitCode.DONE : ExitCode.USAGE;
    }

    private static Checked check(Path file) {
        try {
            Loaded loaded = ConfigFiles.loader().load(file);
            return new Checked(
                    file.toString(),
                    true,
                    loaded.revision(),
                    loaded.config().experiments().size(),
                    List.of());
        } catch (InvalidConfig e) {
            return new Checked(file.toString(), false, null, 0, e.problems());
        }
    }

    private static void print(PrintWriter out, Checked checked) {
        if (checked.valid()) {
            out.printf(
                    "%s: valid, revision %s, %d experiment%s%n",
                    checked.file(), checked.revision(), checked.experiments(), checked.experiments() == 1 ? "" : "s");
        } else {
            checked.problems().forEach(out::println);
        }
        out.flush();
    }
}
