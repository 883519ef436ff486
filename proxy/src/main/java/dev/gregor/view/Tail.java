package dev.gregor.view;

import dev.gregor.config.Application;
import dev.gregor.config.TopicName;
import dev.gregor.runtime.Bystander;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows topics in a thread of its own, from so many records before their ends on. A cluster that is away for a while is waited for. */
final class Tail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration ASK = Duration.ofSeconds(15);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicName, Long> topics;
    private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Begins to follow.
     *
     * @param topics how many records of each partition to begin before its end
     * @param reader takes each record, one after the other
     */
    static Tail follow(
            Application application,
            String name,
            Map<TopicName, Long> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Tail tail = new Tail(application, name, topics, reader);
        tail.thread.setDaemon(true);
        tail.thread.start();
        return tail;
    }

    private Tail(
            Application application,
            String name,
            Map<TopicName, Long> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        this.consumer = new KafkaConsumer<>(
                Bystander.properties(application), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topics = new LinkedHashMap<>(topics);
        this.reader = reader;
        this.thread = new Thread(this::run, name);
    }

    /** Waits until what the topics held at first was read, or for a time; tells whether it was. */
    boolean awaitCaughtUp(Duration patience) {
        try {
            return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        try (consumer) {
            Map<TopicPartition, Long> ends = Map.of();
            boolean begun = false;
            while (closed.getCount() > 0) {
                try {
                    if (!begun) {
                        ends = begin();
                        begun = true;
                    }
                    consumer.poll(POLL).forEach(reader);
                    if (caughtUp.getCount() > 0 && isPast(ends)) {
                        caughtUp.countDown();
                    }
                } catch (WakeupException | InterruptException e) {
                    return;
                } catch (KafkaException e) {
                    LOG.warn(
                            "{} could not be read for the console and metrics, and is tried again: {}",
                            topics.keySet(),
                            e.getMessage());
                    pause();
                }
            }
        } catch (WakeupException e) {
            LOG.debug("Closed while it was read", e);
        }
    }

    private void pause() {
        try {
            boolean isOver = closed.await(1, TimeUnit.SECONDS);
            LOG.debug("Closed meanwhile: {}", isOver);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<TopicPartition, Long> begin() {
        Map<TopicPartition, Long> before = new LinkedHashMap<>();
        topics.forEach((topic, back) -> consumer.partitionsFor(topic.value(), ASK)
                .forEach(info -> before.put(new TopicPartition(info.topic(), info.partition()), back)));
        List<TopicPartition> all = new ArrayList<>(before.keySet());
        consumer.assign(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, ASK);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(all, ASK);
        before.forEach((partition, back) -> consumer.seek(
                partition, Math.max(begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L) - back)));
        return ends;
    }

    private boolean isPast(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(each -> consumer.position(each.getKey(), ASK) >= each.getValue());
    }

    @Override
    public void close() {
        closed.countDown();
        consumer.wakeup();
        try {
            thread.join(ASK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
