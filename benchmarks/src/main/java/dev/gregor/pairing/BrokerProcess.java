package dev.gregor.pairing;

import dev.gregor.demo.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A broker in a JVM of its own, so that neither its garbage nor its compiler is taken for that of an application. */
final class BrokerProcess implements AutoCloseable {
    private static final String HEAP = "-Xmx768m";

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** The other JVM: says where the broker is, and ends with its standard input, which the first JVM takes with it when it dies. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // Whatever is said is no reason to end.
            }
        }
    }

    /** Starts it and returns when it takes requests. */
    static BrokerProcess start() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            String bootstrapServers = said.readLine();
            if (bootstrapServers == null) {
                throw new IllegalStateException("The broker does not start; its log above says why");
            }
            return new BrokerProcess(process, bootstrapServers);
        } catch (IOException e) {
            throw new UncheckedIOException("The broker's JVM could not be started", e);
        }
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Processor time that it has had, in seconds; 0 if the system does not tell. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    @Override
    public void close() throws InterruptedException {
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
        process.waitFor();
    }
}
