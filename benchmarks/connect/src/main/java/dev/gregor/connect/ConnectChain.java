package dev.gregor.connect;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.transforms.ReplaceField;

/**
 * A worker of Kafka Connect whose source reads the input and whose stock transformation {@code ReplaceField} drops the field. Stock transformations
 * cannot choose a fraction of the records, nor keep a ledger: the field is dropped from every one.
 */
final class ConnectChain {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long ASK_EVERY_MILLIS = 200;

    private ConnectChain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Job job = Job.parse(arguments[0]);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path folder = Files.createDirectories(Path.of(job.folder()));
        Path settings = folder.resolve("worker.properties");
        Properties worker = worker(job, port);
        try (var out = Files.newOutputStream(settings)) {
            worker.store(out, null);
        }
        Thread connect = new Thread(() -> ConnectDistributed.main(new String[] {settings.toString()}), "connect");
        connect.setDaemon(true);
        connect.start();
        putConnector(job, port);
        while (System.in.read() >= 0) {
            // Whatever is said is no reason to end.
        }
        // A worker leaves its group and closes its tasks for half a minute, in which nothing is measured any more.
        Runtime.getRuntime().halt(0);
    }

    private static Properties worker(Job job, int port) {
        Properties worker = new Properties();
        worker.putAll(Map.of(
                "bootstrap.servers",
                job.bootstrapServers(),
                "group.id",
                job.id() + ".workers",
                "listeners",
                "http://127.0.0.1:" + port,
                "key.converter",
                ByteArrayConverter.class.getName(),
                "value.converter",
                JsonConverter.class.getName(),
                "value.converter.schemas.enable",
                "false",
                "exactly.once.source.support",
                job.exactlyOnce() ? "enabled" : "disabled"));
        // As Kafka Streams has it.
        worker.putAll(Map.of(
                "producer.linger.ms", "100",
                "producer.max.in.flight.requests.per.connection", "5",
                "producer.enable.idempotence", "true"));
        for (String topic : new String[] {"config", "offset", "status"}) {
            worker.put(topic + ".storage.topic", job.id() + "." + topic);
            worker.put(topic + ".storage.replication.factor", "1");
        }
        return worker;
    }

    private static void putConnector(Job job, int port) throws IOException, InterruptedException {
        Map<String, String> connector = new HashMap<>(Map.of(
                "connector.class",
                ConnectSource.class.getName(),
                "tasks.max",
                Integer.toString(job.threads()),
                ConnectSource.BOOTSTRAP_SERVERS,
                job.bootstrapServers(),
                ConnectSource.INPUT,
                job.input(),
                ConnectSource.OUTPUT,
                job.output(),
                "transforms",
                "drop",
                "transforms.drop.type",
                ReplaceField.Value.class.getName(),
                "transforms.drop.exclude",
                "distance"));
        if (job.exactlyOnce()) {
            connector.put("transaction.boundary", "interval");
            connector.put("transaction.boundary.interval.ms", "100");
        }
        HttpRequest put = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/connectors/" + job.id() + "/config"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .PUT(HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(connector)))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String answer = "nothing";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse<String> response = client.send(put, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() / 100 == 2) {
                    return;
                }
                answer = response.body();
            } catch (IOException e) {
                answer = String.valueOf(e);
            }
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MILLIS);
        }
        throw new IllegalStateException("The worker does not take the connector: " + answer);
    }
}
