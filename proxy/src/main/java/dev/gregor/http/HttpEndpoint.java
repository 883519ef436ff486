package dev.gregor.http;

import dev.gregor.config.Application;
import dev.gregor.runtime.ConfigState;
import dev.gregor.runtime.Proxy;
import dev.gregor.view.View;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console at {@code /}, the API under {@code /api/v1}, {@code /metrics} for Prometheus, {@code /healthz} and {@code /readyz} for probes. The
 * probes and the files of the console are open to anybody who reaches the address; they tell nothing. {@link Access} guards all else.
 */
public final class HttpEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final long LARGEST_REQUEST = 16_384;

    private final Javalin server;
    private final EventStream events;

    private HttpEndpoint(Javalin server, EventStream events) {
        this.server = server;
        this.events = events;
    }

    /**
     * Listens at the configured address; port 0 takes any free one.
     *
     * @param configuration what became of the configuration file
     * @throws AddressTaken if nothing can listen there
     */
    public static HttpEndpoint start(
            Application.Http http, Proxy proxy, View view, Supplier<ConfigState> configuration) {
        Access access = new Access(http);
        Api api = new Api(proxy, view, configuration, access);
        EventStream events = new EventStream(view, () -> Api.json(api.experiments()));
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.maxRequestSize = LARGEST_REQUEST;
            RoutesConfig routes = config.routes;
            routes.before(HttpEndpoint::harden);
            routes.before("/api/*", access::checkData);
            routes.before("/metrics", access::checkData);
            api.handle(routes);
            routes.before(Api.ROOT + "/events", EventStream::checkAccepted);
            routes.sse(Api.ROOT + "/events", events::listen);
            Console.handle(routes);
            routes.get(
                    "/metrics", context -> context.contentType(PROMETHEUS_TEXT).result(proxy.scrape()));
            routes.get("/healthz", context -> answer(context, proxy.isHealthy()));
            routes.get("/readyz", context -> answer(context, proxy.isReady()));
            Problems.handle(routes);
        });
        checkFree(http);
        if (!Access.isLoopback(http.bind()) && !access.hasToken()) {
            LOG.warn(
                    "{} is reached from other machines, and no token is set: nothing is told but /healthz and /readyz; set application.http.token",
                    http.bind());
        }
        return new HttpEndpoint(server.start(http.bind(), http.port()), events);
    }

    private static void harden(Context context) {
        context.header(
                        "Content-Security-Policy",
                        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                                + " require-trusted-types-for 'script'; trusted-types 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-store");
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

    /** What is answered, each as a method and a path, such as {@code GET /healthz}. */
    Set<String> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(each -> each.endpoint)
                .filter(each -> each.method.isHttpMethod())
                .map(each -> each.method + " " + each.path)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        events.close();
        server.stop();
    }
}
