package dev.gregor.cli;

import dev.gregor.config.InvalidConfig;
import dev.gregor.runtime.Switchboard;
import dev.gregor.view.ExperimentView;
import dev.gregor.view.Snapshot;
import dev.gregor.view.SwitchView;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gregor experiments}: the state of all; its subcommands are the switches. */
@Command(
        name = "experiments",
        mixinStandardHelpOptions = true,
        description =
                "Shows all experiments: whether they are on, what they did, and what the verdict is. The subcommands switch them, for"
                        + " all instances at once and across restarts.",
        subcommands = {
            SwitchCommand.Enable.class,
            SwitchCommand.Disable.class,
            SwitchCommand.Halt.class,
            SwitchCommand.Reset.class
        },
        footer = {
            "",
            "What decides whether an experiment is on, the first that applies: everything is halted; its own switch; 'enabled' in",
            "the file. 'reset' takes a switch back, so that the file decides again."
        })
final class ExperimentsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SwitchCommand.ConfigOption config = new SwitchCommand.ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    ExperimentsCommand() {}

    @Override
    public Integer call() throws InvalidConfig {
        var declared = config.load().config();
        try (Switchboard board = Switchboard.connect(declared);
                Snapshot snapshot = new Snapshot(declared)) {
            List<ExperimentView> experiments = snapshot.experiments(board.switches());
            SwitchView halted = board.switches().all().map(SwitchView::of).orElse(null);
            if (output.isJson()) {
                Map<String, @Nullable Object> answer = new LinkedHashMap<>();
                answer.put("halted", halted);
                answer.put("experiments", experiments);
                OutputOption.printJson(spec.commandLine().getOut(), answer);
            } else {
                print(spec.commandLine().getOut(), experiments, halted);
            }
            return ExitCode.DONE;
        }
    }

    private static void print(PrintWriter out, List<ExperimentView> experiments, @Nullable SwitchView halted) {
        if (halted != null) {
            out.printf("Everything is halted, by %s%s%n%n", halted.by(), because(halted));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("EXPERIMENT", "STATE", "DECIDED BY", "SEEN", "SELECTED", "INJECTED", "HELD", "VERDICT"));
        for (ExperimentView each : experiments) {
            long injected = each.records().injected().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            rows.add(List.of(
                    each.name(),
                    each.state(),
                    decidedBy(each, halted),
                    Long.toString(each.records().seen()),
                    Long.toString(each.records().selected()),
                    Long.toString(injected),
                    Long.toString(each.records().held()),
                    each.verdict() == null ? "-" : each.verdict().verdict()));
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
                boolean isNumber = i >= 3 && i <= 6;
                line.append(String.format((isNumber ? "%" : "%-") + width + "s  ", row.get(i)));
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }

    private static String decidedBy(ExperimentView experiment, @Nullable SwitchView halted) {
        SwitchView own = experiment.switched();
        if (halted != null) {
            return "halt of everything";
        }
        return own == null ? "file" : own.action() + ", by " + own.by() + because(own);
    }

    private static String because(SwitchView event) {
        return event.reason().isEmpty() ? "" : ": " + event.reason();
    }
}
