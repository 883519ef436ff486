package dev.gregor.throughput;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** How many records an application has taken in, by the offsets that it has committed; a fault that drops or holds records changes nothing in that. */
final class Consumed implements Progress {
    private final Admin admin;
    private final String group;

    Consumed(String bootstrapServers, String group) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.group = group;
    }

    @Override
    public long records() throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .filter(Objects::nonNull)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (ExecutionException e) {
            // The group is there only when the application has joined it.
            return 0;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
