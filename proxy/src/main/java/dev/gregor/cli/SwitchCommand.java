package dev.gregor.cli;

import dev.gregor.config.Application;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.InvalidConfig;
import dev.gregor.config.Loaded;
import dev.gregor.divergence.ControlEvent;
import dev.gregor.record.RecordCounts;
import dev.gregor.runtime.Switchboard;
import dev.gregor.runtime.Switchboard.Request;
import dev.gregor.view.Snapshot;
import dev.gregor.view.SwitchView;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The switches: each is written to the control topic, and what stops is waited for. */
abstract class SwitchCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Instances tell their counts four times a second: within this time each has spoken at least once since it began. */
    private static final Duration SPOKEN = Duration.ofMillis(1_500);

    /** The configuration, which names cluster, application and experiments. */
    static final class ConfigOption {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                defaultValue = "gregor.yaml",
                description = "The configuration (default: ${DEFAULT-VALUE}).")
        private Path config = Path.of("gregor.yaml");

        Loaded load() throws InvalidConfig {
            return ConfigFiles.loader().load(config);
        }

        Application application() throws InvalidConfig {
            return ConfigFiles.loader().application(config);
        }
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept with the switch.")
    private String reason = "";

    private final Request request;

    SwitchCommand(Request request) {
        this.request = request;
    }

    /** {@code gregor experiments enable NAME}. */
    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = "Switches an experiment on, whatever its file says, and takes its halt back.")
    static final class Enable extends OfOne {
        Enable() {
            super(Request.ENABLE);
        }
    }

    /** {@code gregor experiments disable NAME}. */
    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Switches an experiment off, whatever its file says; it is not measured any more either.")
    static final class Disable extends OfOne {
        Disable() {
            super(Request.DISABLE);
        }
    }

    /** {@code gregor experiments halt NAME | --all}. */
    @Command(
            name = "halt",
            mixinStandardHelpOptions = true,
            description =
                    "Stops an experiment, or all of them: nothing more is injected, what is held is released, and the verdict says so.")
    static final class Halt extends OfOneOrAll {
        Halt() {
            super(Request.HALT);
        }
    }

    /** {@code gregor experiments reset NAME | --all}. */
    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Takes the switch of an experiment back, or every switch, so that the file decides again.")
    static final class Reset extends OfOneOrAll {
        Reset() {
            super(Request.RESET);
        }
    }

    private abstract static class OfOne extends SwitchCommand {
        @Parameters(paramLabel = "NAME", description = "The experiment.")
        private String name = "";

        OfOne(Request request) {
            super(request);
        }

        @Override
        String name() {
            return name;
        }
    }

    private abstract static class OfOneOrAll extends SwitchCommand {
        @Parameters(arity = "0..1", paramLabel = "NAME", description = "The experiment.")
        private @Nullable String name;

        @Option(names = "--all", description = "All experiments, also those that are declared later.")
        private boolean all;

        OfOneOrAll(Request request) {
            super(request);
        }

        @Override
        String name() {
            if (all == (name != null)) {
                throw new UserMistake("expected either the NAME of an experiment or --all");
            }
            return name == null ? ControlEvent.ALL : name;
        }
    }

    /** The name of an experiment, or {@link ControlEvent#ALL}. */
    abstract String name();

    @Override
    public Integer call() throws InvalidConfig, InterruptedException {
        String name = name();
        GregorConfig declared;
        try {
            declared = config.load().config();
        } catch (InvalidConfig e) {
            if (request == Request.HALT && name.equals(ControlEvent.ALL)) {
                return haltBlindly(e);
            }
            throw e;
        }
        try (Switchboard board = Switchboard.connect(declared)) {
            ControlEvent event = turn(board, name);
            List<Stopped> stopped =
                    request == Request.HALT || request == Request.DISABLE ? awaitStops(declared, name) : List.of();
            show(event, stopped);
        }
        return ExitCode.DONE;
    }

    /** Who has to stop everything need not mend a file first. */
    private int haltBlindly(InvalidConfig invalid) throws InvalidConfig {
        try (Switchboard board = Switchboard.connect(config.application())) {
            ControlEvent event = board.haltAll(who(), reason);
            PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
            invalid.problems().forEach(err::println);
            err.println("gregor: everything is halted all the same; whether it has stopped is not awaited");
            err.flush();
            show(event, List.of());
        }
        return ExitCode.DONE;
    }

    private void show(ControlEvent event, List<Stopped> stopped) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (output.isJson()) {
            OutputOption.printJson(out, Map.of("switch", SwitchView.of(event), "stopped", stopped));
        } else {
            print(out, event, stopped);
        }
    }

    private ControlEvent turn(Switchboard board, String name) {
        String by = who();
        if (!name.equals(ControlEvent.ALL)) {
            return board.turn(name, request, by, reason);
        }
        return request == Request.HALT ? board.haltAll(by, reason) : board.resetAll(by, reason);
    }

    private static String who() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "an unknown host";
        }
        return System.getProperty("user.name", "somebody") + " at " + host + ", by command";
    }

    /** A partition on which an experiment no longer injects; {@code stopped} is null where that was not acknowledged. */
    record Stopped(
            String experiment, String partition, @Nullable Long stopped, long held, long released) {
        static Stopped of(RecordCounts counts) {
            return new Stopped(
                    counts.experiment(), counts.partition(), counts.stopped(), counts.held(), counts.released());
        }
    }

    /** Waits until the instances that ran it say that it has stopped, on each partition that it ever counted on. */
    private static List<Stopped> awaitStops(GregorConfig declared, String name) throws InterruptedException {
        List<String> names = name.equals(ControlEvent.ALL)
                ? declared.experiments().stream().map(each -> each.name()).toList()
                : List.of(name);
        long begin = System.nanoTime();
        try (Snapshot snapshot = new Snapshot(declared)) {
            while (true) {
                Map<String, List<Stopped>> stopped =
                        snapshot.counts().stream().map(Stopped::of).collect(Collectors.groupingBy(Stopped::experiment));
                List<Stopped> all = names.stream()
                        .flatMap(each -> stopped.getOrDefault(each, List.of()).stream())
                        .toList();
                long waited = System.nanoTime() - begin;
                boolean haveStopped = all.stream().allMatch(each -> each.stopped() != null);
                if ((haveStopped && waited > SPOKEN.toNanos()) || waited > PATIENCE.toNanos()) {
                    return all;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static void print(PrintWriter out, ControlEvent event, List<Stopped> stopped) {
        String what = event.experiment().equals(ControlEvent.ALL) ? "all experiments" : event.experiment();
        out.println(event.action().word() + " of " + what + " is written; every instance follows");
        for (Stopped each : stopped) {
            String state = each.stopped() == null
                    ? "no word yet that it has stopped; does an instance run?"
                    : "stopped, " + each.released() + " held records released, " + each.held() + " still held";
            out.println("  " + each.experiment() + " on " + each.partition() + ": " + state);
        }
        out.flush();
    }
}
