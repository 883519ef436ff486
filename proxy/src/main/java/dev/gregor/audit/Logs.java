package dev.gregor.audit;

import dev.gregor.config.Application;
import dev.gregor.config.TopicName;
import dev.gregor.runtime.ClusterFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** What the cluster says of the application and its topics. */
final class Logs implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Application application;
    private final Admin admin;
    private final String group;

    Logs(Application application) {
        this.application = application;
        this.admin = Admin.create(new HashMap<>(application.kafka()));
        this.group = application.id();
    }

    /** How far the application has processed its topics: the next offset of each partition. Empty if the group is gone. */
    Map<TopicPartition, Long> processed() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try {
            Map<TopicPartition, @Nullable OffsetAndMetadata> committed = answer(
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                    "Describe on group '" + group + "'");
            committed.forEach((partition, offset) -> {
                if (offset != null) {
                    offsets.put(partition, offset.offset());
                }
            });
        } catch (GroupIdNotFoundException e) {
            // It never ran, or so long ago that the broker has forgotten it.
        }
        return offsets;
    }

    /** Whether the application is at work, so that what is due comes out. */
    boolean isRunning() {
        try {
            ConsumerGroupDescription description = answer(
                            admin.describeConsumerGroups(List.of(group)).all(), "Describe on group '" + group + "'")
                    .get(group);
            return description != null && description.groupState() == GroupState.STABLE;
        } catch (GroupIdNotFoundException e) {
            return false;
        }
    }

    /** Whether the records of a topic keep the timestamps that they are sent with. */
    boolean keepsTimestamps(TopicName topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.value());
        Config config = answer(
                        admin.describeConfigs(List.of(resource)).all(), "DescribeConfigs on topic '" + topic + "'")
                .get(resource);
        return config == null
                || !config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
                        .value()
                        .equals("LogAppendTime");
    }

    /** Waits for an answer, for which a right is needed. */
    private <T> T answer(KafkaFuture<T> future, String right) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                throw ClusterFailure.notAllowed(application, right);
            } else if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer within 15 seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
