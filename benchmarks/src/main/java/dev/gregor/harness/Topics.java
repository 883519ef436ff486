package dev.gregor.harness;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of one application, all of whose names begin with its id; deleted when it has run, so that the next one finds as much room. */
public record Topics(String bootstrapServers, String id) implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    /** Creates topics of an application; those that Kafka Streams and Gregor create are taken to be its own too. */
    public static Topics create(String bootstrapServers, String id, Map<String, Integer> partitions) {
        createShared(bootstrapServers, partitions);
        return new Topics(bootstrapServers, id);
    }

    /** Creates topics that stay. */
    public static void createShared(String bootstrapServers, Map<String, Integer> partitions) {
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
