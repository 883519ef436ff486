package dev.gregor.divergence;

import dev.gregor.config.Format;
import dev.gregor.config.TopicName;
import dev.gregor.config.Truth;
import dev.gregor.record.Codec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * First step: reads each output, and each true value, once for every comparison that its topic takes part in, and sends it on under
 * its pair id.
 */
final class ReadOutputs extends ContextualProcessor<byte[], byte[], byte[], Arrival> {
    /** @param side null where true values are read */
    private record Role(OutputReader reader, @Nullable Side side) {}

    private final CurrentComparisons current;
    private final Function<Format, Codec> codecs;
    private final Predicate<Comparison> takes;
    private final Map<String, List<Role>> roles = new HashMap<>();
    private @Nullable Comparisons prepared;

    /**
     * Reads for some comparisons.
     *
     * @param takes which of them
     */
    ReadOutputs(CurrentComparisons current, Function<Format, Codec> codecs, Predicate<Comparison> takes) {
        this.current = current;
        this.codecs = codecs;
        this.takes = takes;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        prepare(current.get());
        RecordMetadata at = context().recordMetadata().orElseThrow();
        List<Role> wanted = roles.get(at.topic());
        if (wanted == null) {
            return;
        }
        RawRecord raw = new RawRecord(
                new RecordId(at.topic(), at.partition(), at.offset()),
                record.key(),
                record.value(),
                record.headers(),
                record.timestamp());
        for (Role role : wanted) {
            if (role.side() == null) {
                role.reader().readTruth(raw).ifPresent(told -> forward(told, record.timestamp()));
            } else {
                forward(role.reader().read(raw, role.side(), context().currentSystemTimeMs()), record.timestamp());
            }
        }
    }

    private void forward(OutputReader.Identified read, long timestamp) {
        context().forward(new Record<>(read.id(), read.arrival(), timestamp));
    }

    @SuppressWarnings("ReferenceEquality") // a changed configuration is another object
    private void prepare(Comparisons comparisons) {
        if (prepared == comparisons) {
            return;
        }
        roles.clear();
        for (Comparison comparison : comparisons.all()) {
            if (takes.test(comparison)) {
                OutputReader reader = OutputReader.of(comparison, codecs.apply(comparison.format()));
                for (Side side : Side.values()) {
                    addRole(comparison.topic(side), new Role(reader, side));
                }
                Truth truth = comparison.truth();
                if (truth != null) {
                    addRole(
                            truth.topic(),
                            new Role(
                                    OutputReader.ofTruths(comparison, truth.pairBy(), codecs.apply(truth.value())),
                                    null));
                }
            }
        }
        prepared = comparisons;
    }

    private void addRole(@Nullable TopicName topic, Role role) {
        if (topic != null) {
            roles.computeIfAbsent(topic.value(), t -> new ArrayList<>()).add(role);
        }
    }
}
