package dev.gregor.secured;

import static org.awaitility.Awaitility.await;

import dev.gregor.fixture.BrokerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Apicurio Registry in a process of its own, which keeps its schemas in a file: a test may kill it and start it again. */
final class RegistryProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final int port = BrokerProcess.freePort();
    private Process process;

    static RegistryProcess start(Path folder) {
        return new RegistryProcess(folder);
    }

    private RegistryProcess(Path folder) {
        this.folder = folder;
        this.process = launch();
        awaitUp();
    }

    private Process launch() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dapicurio.datasource.url=jdbc:h2:file:" + folder.resolve("schemas") + ";WRITE_DELAY=0",
                "-Dapicurio.datasource.jdbc.initial-size=2",
                "-Dapicurio.datasource.jdbc.min-size=2",
                "-jar",
                program().toString());
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("registry.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path program() {
        Path unpacked = Path.of(System.getProperty("gregor.apicurio", "target/apicurio"));
        try (Stream<Path> files = Files.list(unpacked)) {
            return files.filter(each -> each.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no registry in " + unpacked + "; run with -Psecured"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Confluent's API of it, to which everybody has access. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
    }

    /** Ends it with no chance to do anything. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the registry does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts it again, with the schemas that it had, and returns when it answers. */
    void restart() {
        process = launch();
        awaitUp();
    }

    private void awaitUp() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(uri() + "/subjects")).build();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    @Override
    public void close() {
        kill();
    }
}
