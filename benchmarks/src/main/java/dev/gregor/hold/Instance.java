package dev.gregor.hold;

import dev.gregor.cli.Gregor;
import dev.gregor.harness.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code gregor run} in a JVM of its own, with the options that the launcher gives it but for the heap. */
final class Instance implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(3);

    private final ChildJvm process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private Instance(ChildJvm process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it, and does not wait for it. */
    static Instance start(Lane lane, Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = folder.resolve("gregor.yaml");
        Files.writeString(config, lane.yaml(folder.resolve("state"), port));
        ChildJvm process = ChildJvm.start(
                Gregor.class, lane.setup().heapMegabytes(), List.of("run", "--config", config.toString()));
        return new Instance(process, port);
    }

    /**
     * Waits until it says that it processes records.
     *
     * @throws IllegalStateException if it ends, or does not say so within three minutes
     */
    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + TO_START.toNanos();
        while (get("/readyz").isEmpty()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Gregor does not start; its log above says why");
            }
            Waiting.pause();
        }
    }

    /** What its metrics say; none if it does not answer. */
    Optional<Scrape> scrape() throws InterruptedException {
        return get("/metrics").map(Scrape::parse);
    }

    private Optional<String> get(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            // It is not up yet, or was killed: whoever asks asks again.
            return Optional.empty();
        }
    }

    /** As {@link ChildJvm#mostResident()}. */
    long mostResident() {
        return process.mostResident();
    }

    /** As {@link ChildJvm#cpuSeconds()}. */
    double cpuSeconds() {
        return process.cpuSeconds();
    }

    /** Ends it with no chance to do anything, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() throws InterruptedException {
        process.kill();
    }
}
