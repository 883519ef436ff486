package dev.gregor.injection;

import dev.gregor.config.Experiment;
import dev.gregor.config.TopicName;
import dev.gregor.fault.Circumstances;
import dev.gregor.fault.Delivery;
import dev.gregor.fault.History;
import dev.gregor.fault.Hold;
import dev.gregor.fault.Summary;
import dev.gregor.record.Codec;
import dev.gregor.record.GregorHeaders;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordCounts;
import dev.gregor.record.RecordId;
import dev.gregor.store.WriteBehindStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final int ALL = Integer.MAX_VALUE;
    private static final long IDLE_AFTER_MILLIS = 1_000;

    /** After so long without a record nothing waits for more of them any longer. */
    private static final long NO_MORE_AFTER_MILLIS = 5_000;

    /** Keeps what is gathered of a record apart from what is held of it. */
    private static final int FIRST_GATHERED = 1_000_000;

    private static final String IN_FORCE = "in-force";

    private final RouteTopics topics;
    private final Supplier<Revision> live;
    private final Codec codec;
    private final History history;
    private final Set<TopicName> labelTopics;
    private final Limits limits;
    private final Injector.Counter metrics;

    private ProcessorContext<Outgoing, byte[]> context;
    private HoldStore holds;
    private KeyValueStore<String, String> revisions;
    private CountKeeper counts;
    private Circumstances around;
    private Injector injector;
    private @Nullable Revision current;
    private boolean revisionUnannounced;
    private boolean pairsByHeader;
    private boolean releasingStopped = true;
    private Set<String> running = Set.of();
    private Set<String> shadowing = Set.of();
    private final Map<Block, List<HeldRecord>> gathered = new LinkedHashMap<>();
    private long lastArrival;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    InjectionProcessor(
            RouteTopics topics,
            Supplier<Revision> live,
            Codec codec,
            History history,
            Set<TopicName> labelTopics,
            Limits limits,
            Injector.Counter metrics) {
        this.topics = topics;
        this.live = live;
        this.codec = codec;
        this.history = history;
        this.labelTopics = labelTopics;
        this.limits = limits;
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
        WriteBehindStore<Summary> summaries = context.getStateStore(topics.summaryStore());
        StoredMemory memory = new StoredMemory(
                context.getStateStore(topics.pastStore()), context.getStateStore(topics.memoryStore()), summaries);
        around = new Circumstances(history, memory, LabelStores.of(context, labelTopics));
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
        releaseBefore(id, incoming.timestamp());
        Decision decision = injector.decide(record, lastArrival, counts);
        carryOut(decision, record);
        gather(decision, record);
        holds.release(Hold.Clock.RECORDS, id.offset(), ALL, this::letGo);
        treatGathered();
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

    /** What became due with this record goes out before it: so the order does not depend on when the clock is looked at. */
    private void releaseBefore(RecordId id, long timestamp) {
        holds.release(Hold.Clock.EVENT, Math.max(context.currentStreamTimeMs(), timestamp), ALL, this::letGo);
        holds.release(Hold.Clock.RECORDS, id.offset() - 1, ALL, this::letGo);
        treatGathered();
    }

    private void carryOut(Decision decision, RawRecord raw) {
        for (Decision.Injected injected : decision.injected()) {
            ledger(raw.id(), LedgerEvent.fault(injected, revisionId(), raw.id(), raw.timestamp()), raw.timestamp());
        }
        Experiment experiment = decision.treatedBy();
        int ordinal = 0;
        for (Delivery delivery : decision.deliveries()) {
            RawRecord output = delivery.record();
            Headers headers = headers(output, experiment);
            Hold hold = delivery.hold();
            if (hold == null || experiment == null) {
                Outgoing key = outgoing(output.key(), delivery.isByKey());
                context.forward(new Record<>(key, output.value(), output.timestamp(), headers), topics.treatmentSink());
            } else {
                holds.hold(
                        hold,
                        beginning(hold.clock(), raw),
                        ordinal++,
                        new HeldRecord(
                                experiment.name(),
                                HeldRecord.State.TREATED,
                                hold.lane(),
                                delivery.isByKey(),
                                raw.id().offset(),
                                output.key(),
                                output.value(),
                                headers,
                                output.timestamp()));
            }
        }
    }

    /** A record without a key has no partition of its key. */
    private Outgoing outgoing(byte @Nullable [] key, boolean isByKey) {
        return new Outgoing(
                key, isByKey && key != null ? Outgoing.BY_KEY : context.taskId().partition());
    }

    private long beginning(Hold.Clock clock, RawRecord raw) {
        return switch (clock) {
            case WALL -> context.currentSystemTimeMs();
            case EVENT -> raw.timestamp();
            case RECORDS -> raw.id().offset();
        };
    }

    private void gather(Decision decision, RawRecord raw) {
        int ordinal = FIRST_GATHERED;
        for (Decision.Gathering gathering : decision.gatherings()) {
            boolean isShadow = gathering.experiment().mode() == Experiment.Mode.SHADOW;
            holds.gather(
                    gathering.until(),
                    ordinal++,
                    new HeldRecord(
                            gathering.experiment().name(),
                            isShadow ? HeldRecord.State.SHADOWED : HeldRecord.State.GATHERED,
                            Hold.Lane.NONE,
                            false,
                            raw.id().offset(),
                            raw.key(),
                            raw.value(),
                            raw.headers(),
                            raw.timestamp()));
        }
    }

    /** Treats what was let go of a block, now that all of it is there. */
    private void treatGathered() {
        if (gathered.isEmpty()) {
            return;
        }
        Map<Block, List<HeldRecord>> blocks = new LinkedHashMap<>(gathered);
        gathered.clear();
        blocks.forEach((block, members) -> {
            List<RawRecord> records = members.stream().map(this::raw).toList();
            if (isStopped(members.get(0))) {
                records.forEach(record -> carryOut(block, Decision.untouched(record, List.of(), List.of()), record));
                return;
            }
            List<Decision> decisions =
                    injector.decideTogether(block.experiment(), records, context.currentSystemTimeMs(), counts);
            for (int i = 0; i < records.size(); i++) {
                carryOut(block, decisions.get(i), records.get(i));
            }
        });
    }

    /** Records in shadow mode have gone out already: only the ledger is told of them. */
    private void carryOut(Block block, Decision decision, RawRecord record) {
        boolean isShadow = block.state() == HeldRecord.State.SHADOWED;
        carryOut(isShadow ? new Decision(null, List.of(), decision.injected(), List.of()) : decision, record);
    }

    /** What is treated together: the records of one experiment, gathered in one of its modes. */
    private record Block(String experiment, HeldRecord.State state) {}

    /** Whether the experiment is off that holds the record, or in another mode than when it took it. */
    private boolean isStopped(HeldRecord held) {
        boolean isShadow = held.state() == HeldRecord.State.SHADOWED;
        return !(isShadow ? shadowing : running).contains(held.experiment());
    }

    private RawRecord raw(HeldRecord held) {
        RecordId id =
                new RecordId(topics.route().from().value(), context.taskId().partition(), held.offset());
        return new RawRecord(id, held.key(), held.value(), held.headers(), held.timestamp());
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
        injector = new Injector(experiments, codec, around, limits);
        List<Experiment> enabled =
                experiments.stream().filter(Experiment::enabled).toList();
        running = inMode(enabled, Experiment.Mode.LIVE);
        shadowing = inMode(enabled, Experiment.Mode.SHADOW);
        pairsByHeader = enabled.stream()
                .map(Experiment::measure)
                .filter(Objects::nonNull)
                .anyMatch(measure -> measure.pairBy().isHeader());
        revisionUnannounced = !revision.id().equals(revisions.get(IN_FORCE));
        holds.beginSweep();
        releasingStopped = true;
    }

    private static Set<String> inMode(List<Experiment> experiments, Experiment.Mode mode) {
        return experiments.stream()
                .filter(each -> each.mode() == mode)
                .map(Experiment::name)
                .collect(Collectors.toUnmodifiableSet());
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
            releasingStopped = !holds.sweep(this::isStopped, MOST_RELEASES, this::letGo);
        }
        holds.release(Hold.Clock.WALL, now, MOST_RELEASES, this::letGo);
        holds.release(Hold.Clock.EVENT, eventTime(now), MOST_RELEASES, this::letGo);
        if (now - lastArrival > NO_MORE_AFTER_MILLIS) {
            // A block is let go as a whole: it is bounded by its own setting.
            holds.release(Hold.Clock.RECORDS, Long.MAX_VALUE - 1, ALL, this::letGo);
        }
        treatGathered();
    }

    /** The event time of the partition; while the partition is idle it runs on with the wall clock. */
    private long eventTime(long now) {
        return context.currentStreamTimeMs() + Math.max(0, now - lastArrival - IDLE_AFTER_MILLIS);
    }

    private void letGo(HeldRecord held) {
        if (held.state() != HeldRecord.State.TREATED) {
            gathered.computeIfAbsent(new Block(held.experiment(), held.state()), block -> new ArrayList<>())
                    .add(held);
            return;
        }
        Outgoing key = outgoing(held.key(), held.isByKey());
        context.forward(new Record<>(key, held.value(), held.timestamp(), held.headers()), topics.treatmentSink());
    }

    private void sendCounts() {
        String partition = topics.route().from() + "-" + context.taskId().partition();
        counts.sendChanged(partition, this::send);
    }

    private void send(RecordCounts event) {
        byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
        long now = context.currentSystemTimeMs();
        context.forward(new Record<>(new Outgoing(key, Outgoing.BY_KEY), event.toJson(), now), topics.countsSink());
    }

    private void ledger(RecordId id, byte[] event, long timestamp) {
        context.forward(
                new Record<>(new Outgoing(id.toBytes(), Outgoing.BY_KEY), event, timestamp), topics.ledgerSink());
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
