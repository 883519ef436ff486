package dev.gregor.pairing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of one application, which are deleted when it has run, so that the next one finds as much room. */
record Topics(String bootstrapServers, String id) implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final long PATIENCE_SECONDS = 60;

    /** The topics that all applications read. */
    static void createShared(String bootstrapServers) {
        Map<String, Integer> partitions = new HashMap<>(GregorLane.ROUTE);
        partitions.put(Outputs.CONTROL, PARTITIONS);
        partitions.put(Outputs.TREATMENT, PARTITIONS);
        create(bootstrapServers, partitions);
    }

    /** The topic of the sums, which Kafka Streams does not create by itself. */
    static Topics create(String bootstrapServers, String id) {
        create(bootstrapServers, Map.of(id + ".sums", 1));
        return new Topics(bootstrapServers, id);
    }

    private static void create(String bootstrapServers, Map<String, Integer> partitions) {
        List<NewTopic> topics = partitions.entrySet().stream()
                .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1))
                .toList();
        with(bootstrapServers, admin -> admin.createTopics(topics).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private interface Task {
        void run(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private static void with(String bootstrapServers, Task task) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            task.run(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker does not do what the benchmark asks of it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        with(bootstrapServers, admin -> {
            Collection<String> all = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Set<String> own = all.stream().filter(topic -> topic.startsWith(id)).collect(Collectors.toSet());
            admin.deleteTopics(own).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        });
    }
}
