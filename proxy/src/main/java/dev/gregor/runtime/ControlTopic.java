package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.divergence.ControlEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switches of all instances, as the control topic has them: which experiments are halted. It is read from its beginning before the first
 * record is processed, so that a halt outlives every restart, and followed from then on. An experiment that asks for a heartbeat of
 * its measurement is halted, for all instances, when none was heard of for that long ({@link Heartbeats}).
 */
final class ControlTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlTopic.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Application application;
    private final Supplier<GregorConfig> config;
    private final LongSupplier clock;
    private final TopicPartition partition;
    private final Consumer<String, byte[]> consumer;
    private final Heartbeats heartbeats = new Heartbeats();
    private final Thread reader = new Thread(this::follow, "control-topic");
    private volatile Set<String> halted = Set.of();
    private volatile boolean closed;

    /**
     * Reads the topic up to its end, and goes on reading it.
     *
     * @param config the configuration in force, without any switch
     * @param clock the wall clock in epoch milliseconds
     */
    static ControlTopic follow(Application application, Supplier<GregorConfig> config, LongSupplier clock) {
        ControlTopic topic = new ControlTopic(application, config, clock);
        topic.catchUp();
        topic.reader.setDaemon(true);
        topic.reader.start();
        return topic;
    }

    private ControlTopic(Application application, Supplier<GregorConfig> config, LongSupplier clock) {
        this.application = application;
        this.config = config;
        this.clock = clock;
        this.partition = new TopicPartition(application.controlTopic().value(), 0);
        this.consumer = new KafkaConsumer<>(
                Bystander.properties(application), new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** The experiments that are halted. The same object as before as long as they are the same. */
    Set<String> halted() {
        return halted;
    }

    private void catchUp() {
        try {
            long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
            while (consumer.position(partition, PATIENCE) < end) {
                take(consumer.poll(POLL));
            }
        } catch (KafkaException e) {
            consumer.close();
            throw new ClusterUnreachable(
                    "the control topic " + partition.topic() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void follow() {
        while (!closed) {
            try {
                take(consumer.poll(POLL));
                listenForHeartbeats();
            } catch (KafkaException e) {
                // What is halted stays halted; a heartbeat that is not heard halts by itself.
                LOG.warn("The control topic could not be read, and is tried again: {}", e.getMessage());
            }
        }
        consumer.close();
    }

    private void take(ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.value() == null) {
                switchOn(record.key());
                continue;
            }
            try {
                take(ControlEvent.fromJson(record.value()));
            } catch (IllegalArgumentException e) {
                LOG.warn("An event of the control topic was passed over, since it cannot be read: {}", e.getMessage());
            }
        }
    }

    private void take(ControlEvent event) {
        switch (event.action()) {
            case HEARTBEAT -> {
                // those of an earlier run say nothing of this one
                if (reader.isAlive()) {
                    heartbeats.heard(event.experiment(), clock.getAsLong());
                }
            }
            case HALT -> switchOff(event);
        }
    }

    /** A tombstone takes a halt back. */
    private void switchOn(String experiment) {
        if (halted.contains(experiment)) {
            Set<String> fewer = new TreeSet<>(halted);
            fewer.remove(experiment);
            halted = Set.copyOf(fewer);
            heartbeats.forget(experiment);
            LOG.info("Experiment {} is no longer halted", experiment);
        }
    }

    private void switchOff(ControlEvent event) {
        if (!halted.contains(event.experiment())) {
            Set<String> more = new TreeSet<>(halted);
            more.add(event.experiment());
            halted = Set.copyOf(more);
            LOG.warn("Experiment {} is halted by {}: {}", event.experiment(), event.by(), event.reason());
        }
    }

    private void listenForHeartbeats() {
        long now = clock.getAsLong();
        for (Experiment experiment : config.get().experiments()) {
            if (!experiment.enabled() || halted.contains(experiment.name())) {
                heartbeats.forget(experiment.name());
                continue;
            }
            heartbeats
                    .silence(experiment, now)
                    .ifPresent(silence -> halt(
                            new ControlEvent(experiment.name(), ControlEvent.Action.HALT, "heartbeat", silence, now)));
        }
    }

    /** Halts here at once, and then everywhere. */
    private void halt(ControlEvent event) {
        switchOff(event);
        Map<String, Object> properties = new HashMap<>(application.kafka());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(partition.topic(), event.key(), event.toJson()))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            LOG.error("The halt of {} holds here, but could not be told to other instances", event.experiment(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
