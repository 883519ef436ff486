package dev.gregor.http;

import io.javalin.Javalin;

/** Shows one report on a loopback port, as a page and as JSON. */
public final class ReportServer implements AutoCloseable {
    private final Javalin server;

    private ReportServer(Javalin server) {
        this.server = server;
    }

    /** Serves the page at {@code /} and the data at {@code /report.json}. */
    public static ReportServer start(String html, String json) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.get("/", context -> context.html(html));
            config.routes.get(
                    "/report.json",
                    context -> context.contentType("application/json").result(json));
        });
        return new ReportServer(server.start("127.0.0.1", 0));
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
