package dev.gregor.decision;

import dev.gregor.config.Application;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What bounds an injector from outside.
 *
 * @param partitions how many partitions the raw topic has, which share a budget of faults
 * @param largestRecord the most bytes of key, value and headers that a producer may send as one record
 */
public record Limits(int partitions, int largestRecord) {
    /** One partition, and no bound on the size of a record. */
    public static final Limits NONE = new Limits(1, Integer.MAX_VALUE);

    /** What a producer sends at the most by default, and what Kafka's own framing and Gregor's headers take of it at the most. */
    private static final String LARGEST_REQUEST = "1048576";

    private static final int FRAMING = 2_048;

    /** The limits of a raw topic of so many partitions, for the producer of an application. */
    public static Limits of(Application application, int partitions) {
        Map<String, String> streams = application.streams();
        String size = streams.getOrDefault(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                streams.getOrDefault(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST));
        return new Limits(partitions, Math.max(0, Integer.parseInt(size) - FRAMING));
    }

    /** The part of a budget that a partition may use up; all parts together are the budget. */
    long shareOf(long budget, int partition) {
        return budget / partitions + (partition < budget % partitions ? 1 : 0);
    }
}
