package dev.gregor.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.regex.Pattern;

/** The page at {@code /} and its files. They hold no data: what the page shows it asks the API for. */
final class Console {
    private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9-]*\\.(html|css|js|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** By the path under which the page asks for it. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "uPlot.esm.js", "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.esm.js",
            "uPlot.min.css", "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css");

    private Console() {}

    static void handle(RoutesConfig routes) {
        routes.get("/", context -> file(context, "console/index.html"));
        routes.get("/console/{file}", context -> {
            String file = context.pathParam("file");
            if (!FILE.matcher(file).matches() || !Resource.exists("console/" + file)) {
                throw new Refusal(404, "The console has no such file.");
            }
            file(context, "console/" + file);
        });
        routes.get("/webjars/uplot/dist/{file}", context -> {
            String path = LIBRARIES.get(context.pathParam("file"));
            if (path == null) {
                throw new Refusal(404, "The console has no such file.");
            }
            file(context, path);
        });
    }

    private static void file(Context context, String path) {
        String type = path.substring(path.lastIndexOf('.') + 1);
        context.contentType(TYPES.getOrDefault(type, "application/octet-stream"))
                .header("Cache-Control", "no-cache")
                .result(Resource.bytes(path));
    }
}
