package dev.gregor.audit;

import dev.gregor.config.Application;
import dev.gregor.config.Route;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The topics of one route, open for reading. */
final class RouteReader implements AutoCloseable {
    private final String name;
    private final Route route;
    private final Application application;
    private final TopicReader raw;
    private final Map<Arm, TopicReader> outputs = new EnumMap<>(Arm.class);
    private final Set<Arm> keepsTimestamps = EnumSet.noneOf(Arm.class);
    private final long[] settled;

    static RouteReader open(Application application, String name, Route route, int partitions, Logs logs) {
        RouteReader reader = new RouteReader(application, name, route, partitions);
        if (route.canary() == null) {
            reader.outputs.put(Arm.TREATMENT, new TopicReader(application, route.to(), partitions));
        } else {
            reader.outputs.put(Arm.CONTROL, new TopicReader(application, route.to(), partitions));
            reader.outputs.put(Arm.TREATMENT, new TopicReader(application, route.canary(), partitions));
        }
        reader.outputs.keySet().forEach(arm -> {
            if (logs.keepsTimestamps(arm == Arm.TREATMENT && route.canary() != null ? route.canary() : route.to())) {
                reader.keepsTimestamps.add(arm);
            }
        });
        return reader;
    }

    private RouteReader(Application application, String name, Route route, int partitions) {
        this.application = application;
        this.name = name;
        this.route = route;
        this.raw = new TopicReader(application, route.from(), partitions);
        this.settled = new long[partitions];
    }

    /**
     * Ends the raw topic where it has been processed to.
     *
     * @param before what had been processed before the ends of the outputs were asked for
     * @param after what had been processed behind that
     * @param hasRun whether anything has been processed; all of the topic, where nobody knows how far
     */
    void endAt(Map<TopicPartition, Long> before, Map<TopicPartition, Long> after, boolean hasRun) {
        for (int i = 0; i < settled.length; i++) {
            TopicPartition partition = new TopicPartition(route.from().value(), i);
            if (!after.isEmpty() || !hasRun) {
                raw.endAt(i, after.getOrDefault(partition, 0L));
            }
            settled[i] = before.isEmpty() ? raw.end(i) : before.getOrDefault(partition, 0L);
        }
    }

    /** Opens the raw topic once more, for another round over the same records. */
    TopicReader again() {
        TopicReader again = new TopicReader(application, route.from(), settled.length);
        for (int i = 0; i < settled.length; i++) {
            again.endAt(i, raw.end(i));
        }
        return again;
    }

    String name() {
        return name;
    }

    Route route() {
        return route;
    }

    int partitions() {
        return settled.length;
    }

    TopicReader raw() {
        return raw;
    }

    Set<Arm> arms() {
        return outputs.keySet();
    }

    Set<Arm> keepsTimestamps() {
        return keepsTimestamps;
    }

    /** Whether the outputs of a raw record must all have been there already when the audit began. */
    boolean isSettled(int partition, long offset) {
        return offset < settled[partition];
    }

    @Nullable
    ConsumerRecord<byte[], byte[]> nextOutput(Arm arm, int partition) {
        return of(arm).next(partition);
    }

    TopicReader of(Arm arm) {
        TopicReader reader = outputs.get(arm);
        if (reader == null) {
            throw new IllegalArgumentException("the route " + name + " has no " + arm + " topic of its own");
        }
        return reader;
    }

    @Override
    public void close() {
        raw.close();
        outputs.values().forEach(TopicReader::close);
    }
}
