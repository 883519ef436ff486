package dev.gregor.divergence;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each halt of the control topic on to its experiment, whoever asked for it, and whatever takes one back. */
final class ReadControl extends ContextualProcessor<byte[], byte[], String, Partial> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadControl.class);

    @Override
    public void process(Record<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        // a halt of all comes with one of each that is on
        if (ControlEvent.isAudit(key) || key.equals(ControlEvent.ALL)) {
            return;
        }
        if (record.value() == null) {
            forward(key, null, record);
            return;
        }
        try {
            ControlEvent event = ControlEvent.fromJson(record.value());
            switch (event.action()) {
                case HALT ->
                    forward(event.experiment(), new Halt(null, event.by(), event.reason(), event.at()), record);
                case ENABLE, DISABLE -> forward(event.experiment(), null, record);
                case RESET, HEARTBEAT -> {}
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("An event of the control topic was passed over, since it cannot be read: {}", e.getMessage());
        }
    }

    private void forward(String experiment, @Nullable Halt halt, Record<byte[], byte[]> record) {
        context().forward(new Record<>(experiment, new Partial.OfHalt(halt), record.timestamp()));
    }
}
