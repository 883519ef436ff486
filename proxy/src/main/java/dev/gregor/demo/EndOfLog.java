package dev.gregor.demo;

import dev.gregor.config.Experiment;
import dev.gregor.config.FaultParameters;
import dev.gregor.config.GregorConfig;
import dev.gregor.fault.Catalogue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a replayed log. Event time stands still behind the last record, and what is held until a later event time would
 * be held for good, which says nothing of the pipeline. So a log that is held up is closed by a record without a value in each
 * partition, a day after the last.
 */
final class EndOfLog {
    private static final Duration LATER = Duration.ofDays(1);
    private static final byte @Nullable [] NOTHING = null;
    private static final Set<String> HOLDING = Set.of("delay", "stall", "late", "rate-limit", "duplicate-record");

    private EndOfLog() {}

    /** Closes the raw topic where a fault holds records back; then it gives a note for the reader. */
    static Optional<String> mark(Surroundings where, GregorConfig config, Pipeline.Fed fed) {
        if (config.experiments().stream()
                .map(Experiment::faults)
                .noneMatch(faults -> faults.stream().anyMatch(EndOfLog::holds))) {
            return Optional.empty();
        }
        long timestamp = fed.last().plus(LATER).toEpochMilli();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        where.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
            for (int partition = 0; partition < DemoRun.PARTITIONS; partition++) {
                ProducerRecord<byte[], byte[]> end =
                        new ProducerRecord<>(where.raw(), partition, timestamp, NOTHING, NOTHING);
                Future<RecordMetadata> unused =
                        producer.send(end, (at, failure) -> failed.compareAndSet(null, failure));
            }
            producer.flush();
            Exception failure = failed.get();
            if (failure != null) {
                throw new IllegalStateException("The end of the log could not be written", failure);
            }
        }
        return Optional.of(
                "The last " + DemoRun.PARTITIONS + " records seen close the log: one in each partition, without"
                        + " a value, a day after the last flight. They let go of what is held until a later event time.");
    }

    private static boolean holds(FaultParameters fault) {
        return HOLDING.contains(Catalogue.nameOf(fault.getClass()));
    }
}
