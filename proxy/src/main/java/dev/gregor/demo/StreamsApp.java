package dev.gregor.demo;

import dev.gregor.runtime.TemporaryFolder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application of the demo: it works exactly once, keeps its state in a temporary folder and knows nothing of faults. */
final class StreamsApp implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StreamsApp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String applicationId;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final TemporaryFolder folder = TemporaryFolder.create("gregor-app-");
    private final KafkaStreams streams;

    /** @param applicationId its own: two apps with the same one share the work */
    StreamsApp(String bootstrapServers, String applicationId, Topology topology) {
        this.applicationId = applicationId;
        streams = new KafkaStreams(topology, settings(bootstrapServers));
        streams.setUncaughtExceptionHandler(e -> {
            log.error("{} stopped on an error", applicationId, e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    }

    /**
     * Starts and returns when it runs.
     *
     * @throws IllegalStateException if it does not run within 30 seconds
     */
    void start() {
        CountDownLatch decided = new CountDownLatch(1);
        streams.setStateListener((now, before) -> {
            if (now.hasStartedOrFinishedShuttingDown()) {
                ended.countDown();
            }
            if (now == KafkaStreams.State.RUNNING || now.hasStartedOrFinishedShuttingDown()) {
                decided.countDown();
            }
        });
        streams.start();
        try {
            if (!decided.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    || streams.state().hasStartedOrFinishedShuttingDown()) {
                throw new IllegalStateException(applicationId + " does not run; its state is " + streams.state());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + applicationId + " started", e);
        }
    }

    /** Waits until the application has stopped, whoever stopped it. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Stops, leaves its group, so that the next one need not wait for this one to be missed, keeps the topics and deletes the local state. */
    @Override
    public void close() {
        CloseOptions leaving = CloseOptions.timeout(PATIENCE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(leaving)) {
            log.warn("{} did not stop within {} s", applicationId, PATIENCE.toSeconds());
        }
        folder.close();
    }

    private Properties settings(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.path().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        // A first batch that has to wait for the previous transaction would be overtaken by the next, and refused once
        // more.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // One that was killed is missed before the next one gives up.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }
}
