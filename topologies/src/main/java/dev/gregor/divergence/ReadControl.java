package dev.gregor.divergence;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each halt of the control topic on to its experiment, whoever asked for it, and the tombstone that takes one back. */
final class ReadControl extends ContextualProcessor<byte[], byte[], String, Partial> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadControl.class);

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            String experiment = new String(record.key(), StandardCharsets.UTF_8);
            context().forward(new Record<>(experiment, new Partial.OfHalt(null), record.timestamp()));
            return;
        }
        try {
            ControlEvent event = ControlEvent.fromJson(record.value());
            if (event.action() == ControlEvent.Action.HALT) {
                Halt halt = new Halt(null, event.by(), event.reason(), event.at());
                context().forward(new Record<>(event.experiment(), new Partial.OfHalt(halt), record.timestamp()));
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("An event of the control topic was passed over, since it cannot be read: {}", e.getMessage());
        }
    }
}
