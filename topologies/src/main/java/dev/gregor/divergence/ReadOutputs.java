package dev.gregor.divergence;

import dev.gregor.config.Format;
import dev.gregor.record.Codec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** First step: reads each output once for every comparison that its topic takes part in, and sends it on under its pair id. */
final class ReadOutputs extends ContextualProcessor<byte[], byte[], byte[], Arrival> {
    private record Role(OutputReader reader, Side side) {}

    private final CurrentComparisons current;
    private final Function<Format, Codec> codecs;
    private final Map<String, List<Role>> roles = new HashMap<>();
    private @Nullable Comparisons prepared;

    ReadOutputs(CurrentComparisons current, Function<Format, Codec> codecs) {
        this.current = current;
        this.codecs = codecs;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        prepare(current.get());
        RecordMetadata at = context().recordMetadata().orElseThrow();
        RawRecord raw = new RawRecord(
                new RecordId(at.topic(), at.partition(), at.offset()),
                record.key(),
                record.value(),
                record.headers(),
                record.timestamp());
        for (Role role : roles.getOrDefault(at.topic(), List.of())) {
            OutputReader.Identified read =
                    role.reader().read(raw, role.side(), context().currentSystemTimeMs());
            context().forward(new Record<>(read.id(), read.reading(), record.timestamp()));
        }
    }

    private void prepare(Comparisons comparisons) {
        if (prepared == comparisons) {
            return;
        }
        roles.clear();
        for (Comparison comparison : comparisons.all()) {
            OutputReader reader = new OutputReader(comparison, codecs.apply(comparison.format()));
            for (Side side : Side.values()) {
                roles.computeIfAbsent(comparison.topic(side).value(), t -> new ArrayList<>())
                        .add(new Role(reader, side));
            }
        }
        prepared = comparisons;
    }
}
