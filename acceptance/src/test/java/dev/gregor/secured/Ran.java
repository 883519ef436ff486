package dev.gregor.secured;

import dev.gregor.cli.Gregor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;

/** What a command said, and how it ended. */
record Ran(int exitCode, String out, List<String> err) {
    private static final int RUNNING_SECONDS = 40;

    /** Runs a command in this process. One that does not end is stopped, and the test fails. */
    static Ran gregor(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Gregor.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Integer> running = thread.submit(() -> command.execute(arguments));
        try {
            int exitCode = running.get(RUNNING_SECONDS, TimeUnit.SECONDS);
            command.getOut().flush();
            command.getErr().flush();
            return new Ran(exitCode, out.toString(), err.toString().lines().toList());
        } catch (TimeoutException e) {
            throw new AssertionError("gregor " + String.join(" ", arguments) + " goes on and on: " + err, e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            thread.shutdownNow();
        }
    }
}
