package dev.gregor.injection;

import dev.gregor.config.Experiment;
import dev.gregor.fault.History;
import dev.gregor.fault.Hold;
import dev.gregor.record.Codec;
import dev.gregor.record.GregorHeaders;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordCounts;
import dev.gregor.record.RecordId;
import dev.gregor.store.WriteBehindStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Takes the records of one partition of a raw topic to the route's topics, by what the {@link Injector} decides. */
final class InjectionProcessor implements Processor<byte[], byte[], Outgoing, byte[]> {
    private static final Duration RELEASE_EVERY = Duration.ofMillis(20);
    private static final Duration COUNTS_EVERY = Duration.ofMillis(250);
    private static final int MOST_RELEASES = 2_000;
    private static final long IDLE_AFTER_MILLIS = 1_000;
    private static final String IN_FORCE = "in-force";

    private final RouteTopics topics;
    private final Supplier<Revision> live;
    private final Codec codec;
    private final History history;
    private final Injector.Counter metrics;

    private ProcessorContext<Outgoing, byte[]> context;
    private HoldStore holds;
    private KeyValueStore<String, String> revisions;
    private CountKeeper counts;
    private Injector injector;
    private @Nullable Revision current;
    private boolean revisionUnannounced;
    private boolean pairsByHeader;
    private boolean releasingStopped = true;
    private Set<String> running = Set.of();
    private long lastArrival;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    InjectionProcessor(
            RouteTopics topics, Supplier<Revision> live, Codec codec, History history, Injector.Counter metrics) {
        this.topics = topics;
        this.live = live;
        this.codec = codec;
        this.history = history;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Outgoing, byte[]> processorContext) {
        context = processorContext;
        KeyValueStore<Bytes, byte[]> holdStore = context.getStateStore(topics.holdStore());
        holds = new HoldStore(holdStore);
        revisions = context.getStateStore(topics.revisionStore());
        WriteBehindStore<ExperimentCounts> countStore = context.getStateStore(topics.countStore());
        counts = new CountKeeper(countStore, metrics);
        lastArrival = context.currentSystemTimeMs();
        adopt(live.get());
        context.schedule(RELEASE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::release);
        context.schedule(COUNTS_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> sendCounts());
    }

    @Override
    public void process(Record<byte[], byte[]> incoming) {
        adoptIfNew(live.get());
        if (injector.isIdle() && !revisionUnannounced) {
            passThrough(incoming);
            return;
        }
        RecordMetadata at = context.recordMetadata().orElseThrow();
        RecordId id = new RecordId(at.topic(), at.partition(), at.offset());
        lastArrival = context.currentSystemTimeMs();
        announceRevision(id, incoming.timestamp());
        RawRecord record =
                new RawRecord(id, incoming.key(), incoming.value(), incoming.headers(), incoming.timestamp());
        if (topics.route().canary() != null) {
            forward(topics.featureSink(), record, headers(record, null), incoming.timestamp());
        }
        Decision decision = injector.decide(record, counts);
        write(decision, id, incoming.timestamp());
        deliver(decision, id);
    }

    /** Nothing is on: the record goes on as it came, without a look at it. */
    private void passThrough(Record<byte[], byte[]> incoming) {
        int partition = context.taskId().partition();
        Record<Outgoing, byte[]> outgoing = incoming.withKey(new Outgoing(incoming.key(), partition));
        context.forward(outgoing, topics.featureSink());
        if (topics.route().canary() != null) {
            context.forward(outgoing, topics.canarySink());
        }
    }

    private void deliver(Decision decision, RecordId id) {
        RawRecord output = decision.output();
        Experiment experiment = decision.treatedBy();
        Headers headers = headers(output, experiment);
        Hold hold = decision.hold();
        if (hold == null || experiment == null) {
            forward(topics.treatmentSink(), output, headers, output.timestamp());
            return;
        }
        long from = hold.clock() == Hold.Clock.WALL ? context.currentSystemTimeMs() : output.timestamp();
        HeldRecord held = new HeldRecord(
                experiment.name(), hold.keepOrder(), output.key(), output.value(), headers, output.timestamp());
        holds.hold(hold.clock(), from + hold.by().toMillis(), id.offset(), held);
    }

    private void write(Decision decision, RecordId id, long timestamp) {
        for (Decision.Injected injected : decision.injected()) {
            ledger(id, LedgerEvent.fault(injected, revisionId(), id, timestamp), timestamp);
        }
    }

    /** The headers that go out: those that came in, and where the design asks for it the record's id and treatment. */
    private Headers headers(RawRecord record, @Nullable Experiment treatedBy) {
        Experiment named = treatedBy == null || treatedBy.blind() ? null : treatedBy;
        if (!pairsByHeader && named == null) {
            return record.headers();
        }
        Headers headers = new RecordHeaders(record.headers());
        headers.add(GregorHeaders.ID, record.id().toBytes());
        if (named != null) {
            headers.add(GregorHeaders.EXPERIMENT, named.name().getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    private void adoptIfNew(Revision revision) {
        if (current == null || !revision.id().equals(current.id())) {
            adopt(revision);
        }
    }

    private void adopt(Revision revision) {
        current = revision;
        List<Experiment> experiments = revision.config().experimentsOf(topics.name());
        injector = new Injector(experiments, codec, history);
        List<Experiment> enabled =
                experiments.stream().filter(Experiment::enabled).toList();
        running = enabled.stream()
                .filter(each -> each.mode() == Experiment.Mode.LIVE)
                .map(Experiment::name)
                .collect(Collectors.toUnmodifiableSet());
        pairsByHeader = enabled.stream()
                .map(Experiment::measure)
                .filter(Objects::nonNull)
                .anyMatch(measure -> measure.pairBy().isHeader());
        revisionUnannounced = !revision.id().equals(revisions.get(IN_FORCE));
        holds.beginSweep();
        releasingStopped = true;
    }

    private void announceRevision(RecordId id, long timestamp) {
        if (revisionUnannounced) {
            ledger(id, LedgerEvent.revision(revisionId(), id, timestamp), timestamp);
            revisions.put(IN_FORCE, revisionId());
            revisionUnannounced = false;
        }
    }

    private void release(long now) {
        adoptIfNew(live.get());
        if (releasingStopped) {
            releasingStopped = !holds.sweep(held -> !running.contains(held.experiment()), MOST_RELEASES, this::letGo);
        }
        holds.release(Hold.Clock.WALL, now, MOST_RELEASES, this::letGo);
        holds.release(Hold.Clock.EVENT, eventTime(now), MOST_RELEASES, this::letGo);
    }

    /** The event time of the partition; while the partition is idle it runs on with the wall clock. */
    private long eventTime(long now) {
        return context.currentStreamTimeMs() + Math.max(0, now - lastArrival - IDLE_AFTER_MILLIS);
    }

    private void letGo(HeldRecord held) {
        Outgoing key = new Outgoing(held.key(), context.taskId().partition());
        context.forward(new Record<>(key, held.value(), held.timestamp(), held.headers()), topics.treatmentSink());
    }

    private void sendCounts() {
        String partition = topics.route().from() + "-" + context.taskId().partition();
        counts.sendChanged(partition, this::send);
    }

    private void send(RecordCounts event) {
        byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
        long now = context.currentSystemTimeMs();
        context.forward(new Record<>(new Outgoing(key, -1), event.toJson(), now), topics.countsSink());
    }

    private void ledger(RecordId id, byte[] event, long timestamp) {
        context.forward(new Record<>(new Outgoing(id.toBytes(), -1), event, timestamp), topics.ledgerSink());
    }

    private void forward(String sink, RawRecord record, Headers headers, long timestamp) {
        Outgoing key = new Outgoing(record.key(), record.id().partition());
        context.forward(new Record<>(key, record.value(), timestamp, headers), sink);
    }

    private String revisionId() {
        return current == null ? "" : current.id();
    }

    @Override
    public void close() {
        history.close();
    }
}
