package dev.gregor.injection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.config.GregorConfig;
import dev.gregor.decision.Given;
import dev.gregor.fault.History;
import dev.gregor.record.Codec;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RecordCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The injection topology of one route in a test driver, whose clock the test moves. */
final class Bench implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path stateFolder = temporaryFolder();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> raw;
    private Revision revision;

    Bench(GregorConfig config) {
        this(config, new JsonCodec(), History.NONE);
    }

    Bench(GregorConfig config, Codec codec, History history) {
        revision = new Revision("r1", config, "");
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "gregor");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        driver = new TopologyTestDriver(
                InjectionTopology.build(
                        config, () -> revision, route -> codec, () -> history, route -> 1, Telemetry.NONE),
                properties,
                START);
        raw = driver.createInputTopic(Given.TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Puts another configuration in force, as a reload does. */
    void adopt(String id, GregorConfig config) {
        revision = new Revision(id, config, "");
    }

    /** Writes a label into another topic that faults ask for. */
    void label(String topic, String key, String value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record(key, value, new RecordHeaders(), 0));
    }

    void send(TestRecord<byte[], byte[]> record) {
        raw.pipeInput(record);
    }

    void send(@Nullable String key, @Nullable String value, long timestamp) {
        send(record(key, value, new RecordHeaders(), timestamp));
    }

    /** Lets the wall clock run on, in small steps, so that every punctuation has its turn. */
    void pass(Duration time) {
        long step = Math.max(10, time.toMillis() / 2000);
        for (long left = time.toMillis(); left > 0; left -= step) {
            driver.advanceWallClockTime(Duration.ofMillis(Math.min(step, left)));
        }
    }

    /** Lets the wall clock run on all at once, as for an instance that was paused, so that a punctuation comes late. */
    void jump(Duration time) {
        driver.advanceWallClockTime(time);
    }

    List<TestRecord<byte[], byte[]>> features() {
        return read("flights.features");
    }

    List<TestRecord<byte[], byte[]>> canary() {
        return read("flights.features.canary");
    }

    /** The ledger as records, for its keys and exact bytes. */
    List<TestRecord<byte[], byte[]>> ledgerRecords() {
        return read("gregor.ledger");
    }

    List<JsonNode> ledger() {
        return ledgerRecords().stream().map(event -> json(event.value())).toList();
    }

    /** The last count event of each experiment. */
    List<RecordCounts> counts() {
        return read("gregor.counts").stream()
                .map(event -> RecordCounts.fromJson(event.value()))
                .toList();
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> files = Files.walk(stateFolder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestRecord<byte[], byte[]> record(
            @Nullable String key, @Nullable String value, Headers headers, long timestamp) {
        return new TestRecord<>(
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                headers,
                Instant.ofEpochMilli(timestamp));
    }

    /** A record as text: key, value, headers and timestamp, so that a difference can be read. */
    static String text(TestRecord<byte[], byte[]> record) {
        List<String> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(header.key() + "=" + text(header.value())));
        return text(record.key()) + " -> " + text(record.value()) + " " + headers + " @" + record.timestamp();
    }

    static List<String> texts(List<TestRecord<byte[], byte[]>> records) {
        return records.stream().map(Bench::text).toList();
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : "'" + new String(bytes, ISO_8859_1) + "'";
    }

    static @Nullable String header(TestRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(Objects.requireNonNull(header.value()), UTF_8);
    }

    static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("gregor-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
