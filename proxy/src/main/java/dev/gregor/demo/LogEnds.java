package dev.gregor.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where the topics of the demo end, and how far a group has come. */
final class LogEnds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin;

    LogEnds(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** The sum of the end offsets of a topic. */
    long of(String topic) throws InterruptedException {
        return ends(topic).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    /** How many offsets of a topic a group has not committed yet. */
    long lag(String group, String topic) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            long lag = 0;
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                    ends(topic).entrySet()) {
                OffsetAndMetadata reached = committed.get(end.getKey());
                lag += end.getValue().offset() - (reached == null ? 0 : reached.offset());
            }
            return lag;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker does not say how far " + group + " has come", e);
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends(String topic) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        for (int partition = 0; partition < DemoRun.PARTITIONS; partition++) {
            all.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        try {
            return admin.listOffsets(all).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker does not say where " + topic + " ends", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
