package dev.gregor.demo;

import dev.gregor.runtime.TemporaryFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker of one node in this process, on loopback ports that the operating system chose, with its data in a
 * temporary folder that goes with it. Several may run at once.
 *
 * <p>It is put together from the parts of {@link KafkaRaftServer} rather than from that class itself, which ends the process
 * when the broker fails and leaves no way to hand it an open port.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TemporaryFolder folder;
    private final ServerSocketChannel controllerPort;
    private final Metrics metrics = new Metrics();
    private final BrokerServer broker;
    private final ControllerServer controller;
    private boolean closed;

    /**
     * Starts a broker and returns when it takes requests.
     *
     * @throws IllegalStateException if it does not start
     */
    public static EmbeddedBroker start() {
        TemporaryFolder folder = TemporaryFolder.create("gregor-broker-");
        @Nullable EmbeddedBroker embedded = null;
        try {
            embedded = new EmbeddedBroker(folder, openPort());
            embedded.controller.startup();
            embedded.broker.startup();
            return embedded;
        } catch (Exception | LinkageError e) {
            if (embedded == null) {
                folder.close();
            } else {
                embedded.close();
            }
            throw new IllegalStateException("The embedded broker did not start: " + e, e);
        }
    }

    private EmbeddedBroker(TemporaryFolder folder, ServerSocketChannel controllerPort) throws Exception {
        this.folder = folder;
        this.controllerPort = controllerPort;
        Path logs = folder.path().resolve("logs");
        format(logs);
        KafkaConfig config =
                new KafkaConfig(BrokerSettings.of(logs, controllerPort.socket().getLocalPort()), false);
        var formatted = KafkaRaftServer.initializeLogDirs(config, log, "");
        SharedServer shared = new SharedServer(
                config,
                formatted._1(),
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                this::openServerSocket);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2());
        broker = new BrokerServer(shared);
    }

    /** Where clients find the broker, as {@code 127.0.0.1:40123}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + broker.boundPort(ListenerName.normalised(BrokerSettings.CLIENTS));
    }

    /**
     * Creates topics and returns when they exist.
     *
     * @param partitions the number of partitions by the topic's name
     * @throws IllegalStateException if one of them cannot be created, for example because it exists
     */
    public void createTopics(Map<String, Integer> partitions) {
        List<NewTopic> topics = partitions.entrySet().stream()
                .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(topics).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            awaitLeaders(admin, partitions);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The topics " + partitions.keySet() + " could not be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the topics were created", e);
        }
    }

    /** Deletes all topics but Kafka's own, so that the next run finds a broker without any. */
    void deleteTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            Set<String> topics = admin.listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            admin.deleteTopics(topics).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The topics of the run could not be deleted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until each partition answers. An idempotent producer that writes before may find a later batch accepted and its
     * first one refused, and then waits in vain for its delivery time-out.
     */
    private static void awaitLeaders(Admin admin, Map<String, Integer> partitions)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        partitions.forEach((topic, count) -> {
            for (int partition = 0; partition < count; partition++) {
                all.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        });
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                admin.listOffsets(all).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                // A new topic is unknown to the broker for a moment, for which the admin client does not try again.
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
        }
    }

    /** Stops the broker and deletes its data. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        broker.shutdown(PATIENCE);
        controller.shutdown();
        Utils.closeQuietly(controllerPort, "the controller's port");
        metrics.close();
        folder.close();
    }

    private ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBuffer) throws IOException {
        return listener.equals(BrokerSettings.CONTROLLER)
                ? controllerPort
                : ServerSocketFactory.INSTANCE.openServerSocket(listener, address, backlog, receiveBuffer);
    }

    /** The controller's port has to be known before it starts, so it is opened here and kept open: nobody can take it. */
    private static ServerSocketChannel openPort() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
        return channel;
    }

    private static void format(Path logs) throws Exception {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(BrokerSettings.NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setMetadataLogDirectory(logs.toString())
                    .addDirectory(logs.toString())
                    .run();
        }
    }
}
