package dev.gregor.throughput;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * How many records of a topic a consumer may read, by the broker's offsets: so nothing has to be read to count it. The markers that end
 * transactions have offsets too, some ten a second and partition.
 */
final class Committed implements Progress {
    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> latest = new HashMap<>();

    Committed(String bootstrapServers, String topic, int partitions) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        for (int i = 0; i < partitions; i++) {
            latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
    }

    /** Records in committed transactions, and those that are in none. */
    @Override
    public long records() throws InterruptedException {
        try {
            return admin
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0; // the broker has created it, and not heard of it yet
            }
            throw new IllegalStateException("The broker does not tell the offsets", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
