package dev.gregor.injection;

import dev.gregor.config.Experiment;
import dev.gregor.record.GregorHeaders;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordCounts;
import dev.gregor.record.RecordId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Where the records of one partition go: the sinks of its route. */
final class Outputs {
    private final ProcessorContext<Outgoing, byte[]> context;
    private final RouteTopics topics;
    private final int partition;

    Outputs(ProcessorContext<Outgoing, byte[]> context, RouteTopics topics) {
        this.context = context;
        this.topics = topics;
        this.partition = context.taskId().partition();
    }

    /** Both arms get the record as it came. */
    void untouched(Record<byte[], byte[]> incoming) {
        forward(incoming.withKey(new Outgoing(incoming.key(), partition)));
    }

    /** Both arms get the record as it came but for its id, which both get in a header. */
    void untouchedWithId(Record<byte[], byte[]> incoming, RecordId id) {
        Headers headers = withId(incoming.headers(), id);
        forward(new Record<>(new Outgoing(incoming.key(), partition), incoming.value(), incoming.timestamp(), headers));
    }

    private void forward(Record<Outgoing, byte[]> outgoing) {
        context.forward(outgoing, topics.featureSink());
        if (topics.route().canary() != null) {
            context.forward(outgoing, topics.canarySink());
        }
    }

    /** The control arm gets the record, where there is one. */
    void control(RawRecord record, Headers headers) {
        if (topics.route().canary() != null) {
            Outgoing key = new Outgoing(record.key(), partition);
            context.forward(new Record<>(key, record.value(), record.timestamp(), headers), topics.featureSink());
        }
    }

    /** The treatment arm gets a record that was held. */
    void treatment(HeldRecord record) {
        treatment(record.isByKey(), record.key(), record.value(), record.headers(), record.timestamp());
    }

    /** The treatment arm gets a record, in the partition of its key if it is to follow from that. */
    void treatment(boolean isByKey, byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp) {
        // A record without a key has no partition of its key.
        Outgoing outgoing = new Outgoing(key, isByKey && key != null ? Outgoing.BY_KEY : partition);
        context.forward(new Record<>(outgoing, value, timestamp, headers), topics.treatmentSink());
    }

    void ledger(RecordId id, byte[] event, long timestamp) {
        Outgoing key = new Outgoing(id.toBytes(), Outgoing.BY_KEY);
        context.forward(new Record<>(key, event, timestamp), topics.ledgerSink());
    }

    void counts(RecordCounts counts) {
        Outgoing key = new Outgoing(counts.key().getBytes(StandardCharsets.UTF_8), Outgoing.BY_KEY);
        context.forward(new Record<>(key, counts.toJson(), context.currentSystemTimeMs()), topics.countsSink());
    }

    /**
     * The headers that go out: those that came in, and where the design asks for it the record's id and treatment.
     *
     * @param treatedBy null if no fault reached the record
     */
    static Headers headers(RawRecord record, @Nullable Experiment treatedBy, boolean pairsByHeader) {
        Experiment named = treatedBy == null || treatedBy.blind() ? null : treatedBy;
        if (!pairsByHeader && named == null) {
            return record.headers();
        }
        Headers headers = withId(record.headers(), record.id());
        if (named != null) {
            headers.add(GregorHeaders.EXPERIMENT, named.name().getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static Headers withId(Headers incoming, RecordId id) {
        Headers headers = new RecordHeaders(incoming);
        headers.add(GregorHeaders.ID, id.toBytes());
        return headers;
    }
}
