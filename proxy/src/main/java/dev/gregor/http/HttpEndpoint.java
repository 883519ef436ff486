package dev.gregor.http;

import dev.gregor.config.Application;
import dev.gregor.runtime.Proxy;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** {@code /metrics} for Prometheus, {@code /healthz} and {@code /readyz} for probes. */
public final class HttpEndpoint implements AutoCloseable {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Javalin server;

    private HttpEndpoint(Javalin server) {
        this.server = server;
    }

    /**
     * Listens at the configured address; port 0 takes any free one.
     *
     * @throws AddressTaken if nothing can listen there
     */
    public static HttpEndpoint start(Application.Http http, Proxy proxy) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.get(
                    "/metrics", context -> context.contentType(PROMETHEUS_TEXT).result(proxy.scrape()));
            config.routes.get("/healthz", context -> answer(context, proxy.isHealthy()));
            config.routes.get("/readyz", context -> answer(context, proxy.isReady()));
        });
        checkFree(http);
        return new HttpEndpoint(server.start(http.bind(), http.port()));
    }

    /** Tried before Javalin does, which logs a stack trace of it. */
    private static void checkFree(Application.Http http) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(http.bind(), http.port()));
        } catch (IOException e) {
            throw new AddressTaken(
                    "nothing can listen at " + http.bind() + ":" + http.port() + ": " + e.getMessage()
                            + "; set application.http to another address, or its port to 0 for any free one",
                    e);
        }
    }

    private static void answer(Context context, boolean isGood) {
        context.status(isGood ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).result(isGood ? "ok" : "not ok");
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
