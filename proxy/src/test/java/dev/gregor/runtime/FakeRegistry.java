package dev.gregor.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A schema registry that gives one answer, whatever it is asked, and counts the questions. */
final class FakeRegistry implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger questions = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = "";
    private volatile boolean silent;
    private volatile String authorization = "";

    FakeRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** From now on, this is the answer. */
    void answers(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
        silent = false;
    }

    /** From now on, it takes questions and never answers. */
    void fallsSilent() {
        silent = true;
    }

    /** How the last question was authorized; empty if it was not. */
    String authorization() {
        return authorization;
    }

    int questions() {
        return questions.get();
    }

    /** The properties of a client that gives up after 300 ms. */
    Map<String, String> properties() {
        return Map.of(
                "url", "http://127.0.0.1:" + server.getAddress().getPort(),
                "http.connect.timeout.ms", "300",
                "http.read.timeout.ms", "300");
    }

    private void answer(HttpExchange exchange) throws IOException {
        questions.incrementAndGet();
        authorization = String.valueOf(exchange.getRequestHeaders()
                .getOrDefault("Authorization", List.of(""))
                .get(0));
        if (silent) {
            awaitClose();
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
