package dev.gregor.cli;

import dev.gregor.audit.CannotAudit;
import dev.gregor.config.InvalidConfig;
import dev.gregor.demo.DemoFailure;
import dev.gregor.http.AddressTaken;
import dev.gregor.results.NoVerdictYet;
import dev.gregor.runtime.CannotSwitch;
import dev.gregor.runtime.ClusterFailure;
import dev.gregor.runtime.ClusterUnreachable;
import dev.gregor.runtime.UnfitTopics;
import dev.gregor.runtime.UnknownExperiment;
import dev.gregor.runtime.UnusableSettings;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;

/** Says what went wrong: a user's mistake in one line each, a defect of Gregor with its stack trace. */
final class Mistakes {
    private Mistakes() {}

    static int say(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof InvalidConfig invalid) {
            invalid.problems().forEach(err::println);
            return ExitCode.USAGE;
        } else if (failure instanceof UnfitTopics unfit) {
            unfit.problems().forEach(problem -> err.println("gregor: " + problem));
            return ExitCode.USAGE;
        } else if (failure instanceof ClusterUnreachable) {
            err.println("gregor: " + failure.getMessage());
            return ExitCode.UNREACHABLE;
        } else if (failure instanceof NoVerdictYet) {
            err.println("gregor: " + failure.getMessage());
            return ExitCode.UNDECIDED;
        } else if (failure instanceof UserMistake
                || failure instanceof CannotAudit
                || failure instanceof DemoFailure
                || failure instanceof AddressTaken
                || failure instanceof UnknownExperiment
                || failure instanceof UnusableSettings
                || failure instanceof CannotSwitch) {
            err.println("gregor: " + failure.getMessage());
            return ExitCode.USAGE;
        }
        Optional<String> ofTheCluster = ClusterFailure.inWords(failure);
        if (ofTheCluster.isPresent()) {
            err.println("gregor: " + ofTheCluster.get());
            return ExitCode.UNREACHABLE;
        }
        err.println("gregor: this is a defect of Gregor; please report it with what follows");
        failure.printStackTrace(err);
        return ExitCode.FAIL;
    }
}
