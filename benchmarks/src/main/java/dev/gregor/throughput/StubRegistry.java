package dev.gregor.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** As much of a schema registry as a benchmark needs: it knows the flights' schema, and gives each other one the same id. Asked a few times in all. */
final class StubRegistry implements AutoCloseable {
    private static final int DERIVED_ID = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;

    StubRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", StubRegistry::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        Map<String, Object> answer = exchange.getRequestMethod().equals("GET")
                ? Map.of("schema", Flights.SCHEMA.toString())
                : Map.of("id", DERIVED_ID);
        byte[] body = JSON.writeValueAsString(answer).getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
