package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.divergence.ControlEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the control topic from its beginning. One thread reads; any may ask what was read. */
final class ControlLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLog.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_AUDITED = 200;

    private final Application application;
    private final TopicPartition partition;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Deque<ControlEvent> audit = new ArrayDeque<>();
    private volatile Switches switches = Switches.NONE;

    /** Whether what comes is news, and no longer the past. */
    private volatile boolean isCaughtUp;

    /** Begins at the beginning; nothing is read yet. */
    ControlLog(Application application) {
        this.application = application;
        this.partition = new TopicPartition(application.controlTopic().value(), 0);
        Map<String, Object> properties = Bystander.properties(application);
        // A halt must not wait behind the open transaction of an instance that was killed. One that was aborted is
        // written again.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        // Nor behind other events, where the cluster's clients are tuned for throughput.
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Long.toString(POLL.toMillis()));
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /**
     * Reads what the topic holds now.
     *
     * @throws ClusterUnreachable if that fails; nothing can be read any more then
     */
    void catchUp() {
        try {
            long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
            while (consumer.position(partition, PATIENCE) < end) {
                read(heartbeat -> {});
            }
            isCaughtUp = true;
        } catch (KafkaException e) {
            consumer.close();
            throw ClusterFailure.of(application, e);
        }
    }

    /**
     * Reads what has come since, and waits a moment for it.
     *
     * @param heartbeats is told of each
     */
    void read(Consumer<ControlEvent> heartbeats) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                reset(key);
                continue;
            }
            try {
                take(key, ControlEvent.fromJson(record.value()), heartbeats);
            } catch (IllegalArgumentException e) {
                LOG.warn("An event of the control topic was passed over, since it cannot be read: {}", e.getMessage());
            }
        }
    }

    private void take(String key, ControlEvent event, Consumer<ControlEvent> heartbeats) {
        if (ControlEvent.isAudit(key)) {
            synchronized (audit) {
                audit.addFirst(event);
                if (audit.size() > MOST_AUDITED) {
                    audit.removeLast();
                }
            }
        } else if (event.action() == ControlEvent.Action.HEARTBEAT) {
            heartbeats.accept(event);
        } else {
            turn(event);
        }
    }

    /** Puts a switch in force here, before or after it was written. */
    synchronized void turn(ControlEvent event) {
        @Nullable
        ControlEvent old = event.experiment().equals(ControlEvent.ALL)
                ? switches.all().orElse(null)
                : switches.each().get(event.experiment());
        if (!event.equals(old)) {
            switches = switches.with(event);
            if (isCaughtUp) {
                String why = event.reason().isEmpty() ? "" : ": " + event.reason();
                LOG.info(
                        "{}: {}, by {}{}",
                        subject(event.experiment()),
                        event.action().word(),
                        event.by(),
                        why);
            }
        }
    }

    private synchronized void reset(String experiment) {
        if (experiment.equals(ControlEvent.ALL)
                ? switches.all().isPresent()
                : switches.of(experiment).isPresent()) {
            switches = switches.without(experiment);
            if (isCaughtUp) {
                LOG.info("{}: the file decides again", subject(experiment));
            }
        }
    }

    private static String subject(String experiment) {
        return experiment.equals(ControlEvent.ALL) ? "All experiments" : experiment;
    }

    /** The switches in force. The same object as before as long as they are the same. */
    Switches switches() {
        return switches;
    }

    /** Who switched what, the latest first: the last 200 that the topic holds. */
    List<ControlEvent> audit() {
        synchronized (audit) {
            return List.copyOf(audit);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
