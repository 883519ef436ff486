package dev.gregor.injection;

import dev.gregor.config.Experiment;
import dev.gregor.config.TopicName;
import dev.gregor.decision.Decision;
import dev.gregor.decision.Injector;
import dev.gregor.decision.LedgerEvent;
import dev.gregor.decision.Limits;
import dev.gregor.fault.Circumstances;
import dev.gregor.fault.History;
import dev.gregor.fault.Hold;
import dev.gregor.fault.Summary;
import dev.gregor.record.Codec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import dev.gregor.store.WriteBehindStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
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
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** What one look may release: half of the time between two of them at the most. */
    private static final int MOST_RELEASES = 2_000;

    private static final long RELEASE_FOR_MILLIS = 10;

    private static final long IDLE_AFTER_MILLIS = 1_000;

    /** After so long a silence nothing waits for more records any longer. */
    private static final long NO_MORE_AFTER_MILLIS = 5_000;

    private final RouteTopics topics;
    private final Supplier<Revision> live;
    private final Codec codec;
    private final History history;
    private final Set<TopicName> labelTopics;
    private final Limits limits;
    private final Telemetry telemetry;

    private ProcessorContext<Outgoing, byte[]> context;
    private Outputs outputs;
    private HoldStore holds;
    private WriteBehindStore.Entry<Progress> kept;
    private Progress progress;
    private Arriving arriving;
    private CountKeeper counts;
    private Circumstances around;
    private Silence silence;
    private Dispatch dispatch;
    private InForce force;
    private HoldStore.@Nullable Sweep sweep;
    private @Nullable Cancellable releasing;
    private boolean isAnnounced;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    InjectionProcessor(
            RouteTopics topics,
            Supplier<Revision> live,
            Codec codec,
            History history,
            Set<TopicName> labelTopics,
            Limits limits,
            Telemetry telemetry) {
        this.topics = topics;
        this.live = live;
        this.codec = codec;
        this.history = history;
        this.labelTopics = labelTopics;
        this.limits = limits;
        this.telemetry = telemetry;
    }

    @Override
    public void init(ProcessorContext<Outgoing, byte[]> processorContext) {
        context = processorContext;
        outputs = new Outputs(context, topics);
        KeyValueStore<Bytes, byte[]> holdStore = context.getStateStore(topics.holdStore());
        WriteBehindStore<LastDue> lanes = context.getStateStore(topics.laneStore());
        holds = new HoldStore(holdStore, lanes);
        WriteBehindStore<Progress> progressStore = context.getStateStore(topics.progressStore());
        kept = progressStore.entry(Progress.KEY);
        progress = kept.state();
        arriving = new Arriving(topics.route().from().value(), context.taskId().partition());
        WriteBehindStore<ExperimentCounts> countStore = context.getStateStore(topics.countStore());
        counts = new CountKeeper(countStore, partitionName(), telemetry, context::currentSystemTimeMs);
        WriteBehindStore<Summary> summaries = context.getStateStore(topics.summaryStore());
        StoredMemory memory = new StoredMemory(
                context.getStateStore(topics.pastStore()), context.getStateStore(topics.memoryStore()), summaries);
        around = new Circumstances(history, memory, LabelStores.of(context, labelTopics));
        silence = new Silence(history, context::currentSystemTimeMs);
        force = inForce(live.get());
        isAnnounced = progress.revision().equals(force.id());
        counts.running(force.running());
        dispatch = new Dispatch(
                holds,
                outputs,
                counts,
                topics.route().from().value(),
                context.taskId().partition(),
                force);
        // Kafka Streams may begin again with the same processor, whose punctuations are gone then.
        releasing = null;
        beginSweep();
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> look());
    }

    @Override
    public void process(Record<byte[], byte[]> incoming) {
        adoptIfNew(live.get());
        if (force.injector().isIdle() && isAnnounced && !holds.isInUse(Hold.Clock.EVENT)) {
            outputs.untouched(incoming);
            return;
        }
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        long now = context.currentSystemTimeMs();
        arriving.advance(incoming, metadata.offset());
        silence.broken(now);
        progress.advance(metadata.offset(), Math.max(context.currentStreamTimeMs(), incoming.timestamp()));
        announceRevision(incoming.timestamp());
        if (!waitsForMore() && force.injector().passesBy(arriving, now, counts)) {
            passBy(incoming);
            keepProgressWhileHeld();
            return;
        }
        RawRecord record = arriving.toRaw();
        outputs.control(record, Outputs.headers(record, null, force.pairsByHeader()));
        dispatch.before(moment(now));
        Decision decision = force.injector().decide(record, now, counts);
        dispatch.now(decision, record);
        releaseWhileHeld();
        keepProgressWhileHeld();
    }

    /** What is held is due by it. While nothing is, a commit is spared one more partition: the next record tells how far things have come. */
    private void keepProgressWhileHeld() {
        if (holds.isInUse()) {
            kept.markDirty();
        }
    }

    private void passBy(Record<byte[], byte[]> incoming) {
        if (force.pairsByHeader()) {
            outputs.untouchedWithId(incoming, arriving.id());
        } else {
            outputs.untouched(incoming);
        }
    }

    private void announceRevision(long timestamp) {
        if (!isAnnounced) {
            RecordId id = arriving.id();
            Revision revision = force.revision();
            byte[] event = LedgerEvent.revision(revision.id(), revision.excerpt(), id, timestamp);
            outputs.ledger(id, event, timestamp);
            progress.announced(revision.id());
            kept.markDirty();
            isAnnounced = true;
        }
    }

    private void adoptIfNew(Revision revision) {
        if (!revision.id().equals(force.id())) {
            force = inForce(revision);
            isAnnounced = progress.revision().equals(force.id());
            counts.running(force.running());
            dispatch.adopt(force);
            beginSweep();
        }
    }

    private void beginSweep() {
        sweep = holds.isInUse() ? holds.new Sweep(force::isStopped) : null;
        releaseWhileHeld();
    }

    /** Kafka Streams takes fewer records at a time after each punctuation, so there is none of these while nothing is held. */
    private void releaseWhileHeld() {
        if (releasing == null && holds.isInUse()) {
            releasing = context.schedule(RELEASE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::release);
        }
    }

    /** What must not wait for a record: another configuration, and the word of what was counted. */
    private void look() {
        adoptIfNew(live.get());
        counts.sendChanged(outputs::counts);
    }

    private InForce inForce(Revision revision) {
        List<Experiment> experiments = revision.config().experimentsOf(topics.name());
        return InForce.of(revision, experiments, new Injector(experiments, codec, around, limits));
    }

    private void release(long now) {
        adoptIfNew(live.get());
        Quota quota = new Quota(MOST_RELEASES, context::currentSystemTimeMs, RELEASE_FOR_MILLIS);
        if (sweep != null && dispatch.sweep(sweep, moment(now), quota)) {
            sweep = null;
        }
        dispatch.between(moment(now), quota);
        if (waitsForMore()) {
            RecordId last =
                    new RecordId(topics.route().from().value(), context.taskId().partition(), progress.offset());
            // While the partition is silent its event time runs on with the wall clock.
            long idle = silence.lasted(last, now) - IDLE_AFTER_MILLIS;
            if (idle > 0) {
                long givenUpAt = progress.eventTime() + NO_MORE_AFTER_MILLIS - IDLE_AFTER_MILLIS;
                dispatch.inSilence(moment(now), progress.eventTime() + idle, givenUpAt, quota);
            }
        }
        if (releasing != null && sweep == null && !holds.isInUse()) {
            releasing.cancel();
            releasing = null;
        }
    }

    private boolean waitsForMore() {
        return holds.isInUse(Hold.Clock.EVENT) || holds.isInUse(Hold.Clock.RECORDS);
    }

    private Dispatch.Moment moment(long now) {
        return new Dispatch.Moment(progress.offset(), progress.eventTime(), now);
    }

    private String partitionName() {
        return topics.route().from() + "-" + context.taskId().partition();
    }

    @Override
    public void close() {
        history.close();
        counts.close();
    }
}
