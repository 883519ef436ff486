package dev.gregor.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** What a command said, and how it ended. */
record Ran(int exitCode, String out, List<String> err) {

    /** Runs a command in this process. */
    static Ran gregor(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Gregor.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = command.execute(arguments);
        command.getOut().flush();
        command.getErr().flush();
        return new Ran(exitCode, out.toString(), err.toString().lines().toList());
    }
}
