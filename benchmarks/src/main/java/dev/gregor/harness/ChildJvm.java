package dev.gregor.harness;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A main class in a JVM of its own, so that neither its garbage nor its compiler is taken for that of another. It ends with the first JVM.
 */
public final class ChildJvm implements AutoCloseable {
    private static final long CLOSING_SECONDS = 40;

    private final Process process;
    private final BufferedReader said;

    private ChildJvm(Process process) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a main class on the class path of this JVM, with its standard error among this JVM's.
     *
     * @param heapMegabytes the largest heap
     */
    public static ChildJvm start(Class<?> main, int heapMegabytes, List<String> arguments) {
        return start(
                main.getName(),
                System.getProperty("java.class.path"),
                heapMegabytes,
                List.of(),
                arguments,
                ProcessBuilder.Redirect.INHERIT);
    }

    /**
     * As {@link #start(Class, int, List)}, on any class path, and with its standard error elsewhere.
     *
     * @param options more options of Java
     */
    public static ChildJvm start(
            String main,
            String classPath,
            int heapMegabytes,
            List<String> options,
            List<String> arguments,
            ProcessBuilder.Redirect errors) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseParallelGC",
                "-cp",
                classPath));
        command.addAll(1, options);
        command.add(main);
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectError(errors).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ChildJvm(process);
        } catch (IOException e) {
            throw new UncheckedIOException("A JVM for " + main + " could not be started", e);
        }
    }

    /** What such a JVM does until it is closed: returns when its standard input ends. */
    public static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // Whatever is said is no reason to end.
        }
    }

    /**
     * The next line of its standard output.
     *
     * @throws IllegalStateException if it has ended
     */
    public String said() {
        try {
            String line = said.readLine();
            if (line == null) {
                throw new IllegalStateException("A process has ended before its time; its log says why");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("A process cannot be heard", e);
        }
    }

    /** Writes a line to its standard input. */
    public void tell(String line) {
        try {
            BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8);
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A process does not listen", e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time that it has had, in seconds; 0 if the system does not tell. */
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    /** The most memory that the process has had, as Linux counts it: heap, RocksDB and all else, in bytes; 0 elsewhere. */
    public long mostResident() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Ends it with no chance to do anything, as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it as {@code kill} does, and waits for that; one that does not end within 40 seconds is killed. */
    public void terminate() throws InterruptedException {
        process.destroy();
        awaitProcess();
    }

    /** Closes its standard input, and waits for its end; one that does not end within 40 seconds is killed. */
    @Override
    public void close() throws InterruptedException {
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
        } catch (IOException e) {
            process.destroy();
        }
        awaitProcess();
    }

    private void awaitProcess() throws InterruptedException {
        if (!process.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
