package dev.gregor.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class MetersTest {
    @Test
    void withAnUrlTheMetersAreAlsoPushedByOtlp() throws IOException {
        List<String> pushed = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/metrics", exchange -> {
            pushed.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        String url = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/metrics";
        try (Meters meters = Meters.of("a-service", Map.of("url", url, "step", "1s"))) {
            meters.registry()
                    .counter("gregor.records", "experiment", "pushed-one")
                    .increment(3);

            await().until(() -> pushed.stream().anyMatch(body -> body.contains("gregor.records")));

            assertThat(pushed)
                    .anySatisfy(body -> assertThat(body)
                            .contains("gregor.records")
                            .contains("pushed-one")
                            .contains("service.name")
                            .contains("a-service"));
            assertThat(meters.scrape()).contains("gregor_records_total{experiment=\"pushed-one\"} 3.0");
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void withoutAnUrlNothingIsPushed() {
        try (Meters meters = Meters.of("a-service", Map.of())) {
            assertThat(((CompositeMeterRegistry) meters.registry()).getRegistries())
                    .hasSize(1);
        }
    }
}
