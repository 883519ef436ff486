package dev.gregor.demo;

import dev.gregor.config.Experiment;
import dev.gregor.config.FaultParameters;
import dev.gregor.fault.Catalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The end of a replayed log. Event time stands still behind the last record, and what is held until a later event time would
 * be held for good, which says nothing of the pipeline. So a log that is held up is closed by a record without a value in each
 * partition, a day after the last.
 */
final class EndOfLog {
    private static final Duration LATER = Duration.ofDays(1);
    private static final Set<String> HOLDING = Set.of("delay", "stall", "late", "rate-limit", "duplicate-record");
    private static final byte @Nullable [] NOTHING = null;

    private EndOfLog() {}

    /** Closes the raw topic where a fault holds records back; then it gives a note for the reader. */
    static Optional<String> mark(Surroundings where, List<Experiment> experiments, Pipeline.Fed fed) {
        if (experiments.stream()
                .map(Experiment::faults)
                .noneMatch(faults -> faults.stream().anyMatch(EndOfLog::holds))) {
            return Optional.empty();
        }
        long timestamp = fed.last().plus(LATER).toEpochMilli();
        List<ProducerRecord<byte[], byte[]>> ends = new ArrayList<>();
        for (int partition = 0; partition < DemoRun.PARTITIONS; partition++) {
            ends.add(new ProducerRecord<>(where.raw(), partition, timestamp, NOTHING, NOTHING));
        }
        RawTopic.write(where.bootstrapServers(), ends, count -> {});
        return Optional.of(
                "The last " + DemoRun.PARTITIONS + " records seen close the log: one in each partition, without"
                        + " a value, a day after the last one before. They let go of what is held until a later event time.");
    }

    private static boolean holds(FaultParameters fault) {
        return HOLDING.contains(Catalogue.nameOf(fault.getClass()));
    }
}
