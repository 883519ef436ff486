package dev.gregor.divergence;

import dev.gregor.record.RecordCounts;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each event of the counts topic on to its experiment. */
final class ReadCounts extends ContextualProcessor<byte[], byte[], String, Partial> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadCounts.class);

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            RecordCounts counts = RecordCounts.fromJson(record.value());
            context().forward(new Record<>(counts.experiment(), new Partial.OfRecords(counts), record.timestamp()));
        } catch (IllegalArgumentException e) {
            LOG.warn("An event of the counts topic was passed over, since it cannot be read: {}", e.getMessage());
        }
    }
}
