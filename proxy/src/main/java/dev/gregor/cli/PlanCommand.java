package dev.gregor.cli;

import dev.gregor.config.InvalidConfig;
import dev.gregor.runtime.Plan;
import dev.gregor.runtime.PlannedEffort;
import dev.gregor.runtime.PlannedExperiment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gregor plan}: what an experiment would do to the last records of its route, without writing anything. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Dry run: reads the last records of each route, writes nothing, and shows which of them each experiment"
                        + " would hit, with a before and after. Experiments that are not enabled are planned too.")
final class PlanCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config = Path.of("gregor.yaml");

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many of the last records of each route are read (default: ${DEFAULT-VALUE}).")
    private int sample = 1000;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    PlanCommand() {}

    @Override
    public Integer call() throws InvalidConfig {
        if (sample < 1) {
            throw new UserMistake("--sample " + sample + " is too few; expected at least 1");
        }
        List<PlannedExperiment> planned =
                Plan.of(ConfigFiles.loader().load(config).config(), sample);
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            OutputOption.printJson(out, planned);
        } else {
            planned.forEach(each -> print(out, each));
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static void print(PrintWriter out, PlannedExperiment planned) {
        out.printf(
                "%s on route %s%s%n", planned.experiment(), planned.route(), planned.enabled() ? "" : " (not enabled)");
        out.printf(
                "  would hit %d of the last %d records; injected %s, skipped %s%n",
                planned.selected(), planned.seen(), planned.injected(), planned.skipped());
        print(out, planned.effort());
        planned.hits().stream().limit(SHOWN).forEach(hit -> {
            out.printf("%n  %s  %s%s%n", hit.id(), String.join(", ", hit.faults()), held(hit.held()));
            out.printf("    - %s%n", hit.before());
            hit.after().forEach(after -> out.printf("    + %s%n", after));
        });
        int more = planned.hits().size() - SHOWN;
        out.print(more > 0 ? "%n  and %d more; --output json shows all%n%n".formatted(more) : "\n");
    }

    private static void print(PrintWriter out, PlannedExperiment.Effort effort) {
        if (effort.guardrails().isEmpty()) {
            return;
        }
        out.printf(
                "  to tell that the guardrails hold, with %.3g %% of the records hit and %s%n",
                100 * effort.hitShare(),
                effort.recordsPerSecond() == null
                        ? "no rate known, since the records of the sample have one time"
                        : "%.3g records a second by %s".formatted(effort.recordsPerSecond(), effort.clock()));
        for (PlannedEffort each : effort.guardrails()) {
            out.printf(
                    "    %s%s: %s if nothing differs, %s if half of the margin does%n",
                    each.output() == null ? "" : each.output() + " ",
                    each.measure(),
                    needed(each.pairs(), each.records(), each.seconds()),
                    needed(each.pairsAtHalf(), each.recordsAtHalf(), each.secondsAtHalf()));
            out.printf("      supposing %s%n", each.supposing());
        }
    }

    private static String needed(@Nullable Long pairs, @Nullable Long records, @Nullable Double seconds) {
        if (pairs == null) {
            return "no number of pairs can show it";
        }
        String treated = "%,d treated pairs".formatted(pairs);
        if (records == null) {
            return treated + " (no record is hit)";
        }
        return "%s, of %,d records%s".formatted(treated, records, seconds == null ? "" : ", in " + inWords(seconds));
    }

    /** A time as a person would say it, rounded up. */
    private static String inWords(double seconds) {
        if (seconds < 120) {
            return (long) Math.ceil(seconds) + " s";
        } else if (seconds < 120 * 60) {
            return (long) Math.ceil(seconds / 60) + " min";
        }
        return seconds < 48 * 3_600.0
                ? (long) Math.ceil(seconds / 3_600) + " h"
                : (long) Math.ceil(seconds / 86_400) + " d";
    }

    private static String held(List<String> held) {
        return held.isEmpty() ? "" : ", held back for " + String.join(", ", held);
    }
}
